package im.carillon.muc.decision;

import im.carillon.jid.BareJid;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import java.util.Optional;

/**
 * Whether somebody may enter (XEP-0045 §7.2.5 to §7.2.11).
 *
 * @param account who
 * @param nick the nickname they want
 * @param password as given
 * @param locked whether the room waits for its configuration
 * @param occupants how many there are, this account not counted
 * @param holder who is in the room under that nickname
 * @param reservedFor whose nickname it is in the long run
 */
public record Entry(
        BareJid account,
        String nick,
        Affiliation affiliation,
        Optional<String> password,
        RoomConfig config,
        boolean locked,
        int occupants,
        Optional<BareJid> holder,
        Optional<BareJid> reservedFor) {

    /** Seats beyond the limit that are kept for admins and owners (§7.2.9). */
    private static final int RESERVE = 20;

    public Optional<Refusal> refusal() {
        if (affiliation == Affiliation.OUTCAST) {
            return Refusal.because(ErrorCondition.FORBIDDEN, "you are banned from this room");
        }
        if (locked && affiliation != Affiliation.OWNER) {
            return Refusal.because(ErrorCondition.ITEM_NOT_FOUND, "this room is not configured yet");
        }
        if (config.membersOnly() && !affiliation.isAtLeast(Affiliation.MEMBER)) {
            return Refusal.because(ErrorCondition.REGISTRATION_REQUIRED, "only members may enter this room");
        }
        if (config.password().isPresent() && !config.password().equals(password)) {
            return Refusal.because(ErrorCondition.NOT_AUTHORIZED, "this room needs its password");
        }
        return nickRefusal(account, holder, reservedFor).or(this::full);
    }

    private Optional<Refusal> full() {
        int most = affiliation.isAtLeast(Affiliation.ADMIN) ? config.maxUsers() + RESERVE : config.maxUsers();
        return config.maxUsers() > 0 && occupants >= most
                ? Refusal.because(ErrorCondition.SERVICE_UNAVAILABLE, ErrorType.WAIT, "this room is full")
                : Optional.empty();
    }

    /** A nickname belongs to one account at a time (§7.2.8, §7.6). */
    public static Optional<Refusal> nickRefusal(
            BareJid account, Optional<BareJid> holder, Optional<BareJid> reservedFor) {
        if (holder.filter(other -> !other.equals(account)).isPresent()) {
            return Refusal.because(ErrorCondition.CONFLICT, "somebody in the room has this nickname or one like it");
        }
        if (reservedFor.filter(other -> !other.equals(account)).isPresent()) {
            return Refusal.because(ErrorCondition.CONFLICT, "this nickname is reserved for somebody else");
        }
        return Optional.empty();
    }
}
