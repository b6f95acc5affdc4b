package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import java.util.Optional;

/** Who may register with a room, and what they are then (XEP-0045 §7.10). */
public final class Registering {

    private Registering() {}

    public static Optional<Refusal> refusal(Affiliation affiliation, RoomConfig config) {
        if (affiliation == Affiliation.OUTCAST) {
            return Refusal.because(ErrorCondition.FORBIDDEN, "you are banned from this room");
        }
        // whoever is a member may still choose a nickname; nobody lets themselves into a closed room
        boolean may = affiliation.isAtLeast(Affiliation.MEMBER) || config.registration() && !config.membersOnly();
        return may
                ? Optional.empty()
                : Refusal.because(ErrorCondition.NOT_ALLOWED, "admins decide who is a member of this room");
    }

    /** Registering never takes anything away, and unregistering leaves those who run the room what they are. */
    public static Affiliation next(Affiliation before, boolean registers) {
        if (before.isAtLeast(Affiliation.ADMIN)) {
            return before;
        }
        return registers ? Affiliation.MEMBER : Affiliation.NONE;
    }
}
