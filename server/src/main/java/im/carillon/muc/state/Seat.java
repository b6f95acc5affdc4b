package im.carillon.muc.state;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import java.util.Optional;

/**
 * Where an occupant's copies go: one client.
 *
 * @param session that client's, when it is one of this server's
 */
public record Seat(FullJid address, Optional<Session> session) {

    public BareJid account() {
        return address.bare();
    }

    /** Whether the client may come back and be owed what it was sent. */
    public boolean isResumable() {
        return session.filter(known -> known.isResumable() || known.isLasting()).isPresent();
    }
}
