package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import java.util.Optional;

/** Who may say what to whom (XEP-0045 §7.4, §7.5, §7.8.2, §8.1). */
public final class Speech {

    private Speech() {}

    /** To everybody; whoever is not there has the role none. */
    public static Optional<Refusal> toAll(Role role) {
        return switch (role) {
            case NONE -> notThere();
            case VISITOR -> Refusal.because(ErrorCondition.FORBIDDEN, "visitors have no voice in this room");
            case PARTICIPANT, MODERATOR -> Optional.empty();
        };
    }

    public static Optional<Refusal> subject(Role role, RoomConfig config) {
        if (role == Role.NONE) {
            return notThere();
        }
        return role == Role.MODERATOR || role == Role.PARTICIPANT && config.changeSubject()
                ? Optional.empty()
                : Refusal.because(ErrorCondition.FORBIDDEN, "you may not change the subject of this room");
    }

    public static Optional<Refusal> toOne(Role role, RoomConfig config) {
        if (role == Role.NONE) {
            return notThere();
        }
        return config.privateMessages().allows(role)
                ? Optional.empty()
                : Refusal.because(ErrorCondition.FORBIDDEN, "you may not send private messages in this room");
    }

    public static Optional<Refusal> invitation(Role role, Affiliation affiliation, RoomConfig config) {
        if (role == Role.NONE) {
            return notThere();
        }
        boolean may = !config.membersOnly()
                || affiliation.isAtLeast(Affiliation.ADMIN)
                || config.allowInvites() && affiliation.isAtLeast(Affiliation.MEMBER);
        return may
                ? Optional.empty()
                : Refusal.because(ErrorCondition.FORBIDDEN, "only admins may invite into this room");
    }

    private static Optional<Refusal> notThere() {
        return Refusal.because(ErrorCondition.NOT_ACCEPTABLE, "you are not in this room");
    }
}
