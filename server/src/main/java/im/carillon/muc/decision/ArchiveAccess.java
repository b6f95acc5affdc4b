package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import java.util.Optional;

/** Who may read what was said in a room (XEP-0313 1.1.3 §6.1.2): whoever might have been there to hear it. */
public final class ArchiveAccess {

    private ArchiveAccess() {}

    public static Optional<Refusal> refusal(Affiliation affiliation, Role role, RoomConfig config) {
        if (!config.archiving()) {
            return Refusal.because(ErrorCondition.SERVICE_UNAVAILABLE, "this room keeps no archive");
        }
        if (affiliation == Affiliation.OUTCAST) {
            return Refusal.because(ErrorCondition.FORBIDDEN, "you are banned from this room");
        }
        boolean open = !config.membersOnly() && config.password().isEmpty();
        return role != Role.NONE || affiliation.isAtLeast(Affiliation.MEMBER) || open || config.logging()
                ? Optional.empty()
                : Refusal.because(ErrorCondition.FORBIDDEN, "the archive of this room is for its members");
    }

    /** Who may ask who it was that said something. */
    public static boolean seesAddresses(Affiliation affiliation, Role role, RoomConfig config) {
        return config.whoisAnyone() || role == Role.MODERATOR || affiliation.isAtLeast(Affiliation.ADMIN);
    }
}
