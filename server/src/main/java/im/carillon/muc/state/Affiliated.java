package im.carillon.muc.state;

import im.carillon.jid.BareJid;
import java.util.Optional;

/**
 * One line of a room's lists.
 *
 * @param address an account; with {@link Affiliation#OUTCAST} also a whole domain
 * @param nick the nickname that is kept for it
 * @param reason why, as given by whoever changed it last
 */
public record Affiliated(BareJid address, Affiliation affiliation, Optional<String> nick, Optional<String> reason) {

    public static Affiliated of(BareJid address, Affiliation affiliation) {
        return new Affiliated(address, affiliation, Optional.empty(), Optional.empty());
    }
}
