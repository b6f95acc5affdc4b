package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import java.util.Optional;

/** Who may read which list (XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8). */
public final class Lists {

    private Lists() {}

    public static Optional<Refusal> ofRole(Role list, Affiliation affiliation, Role role) {
        boolean may = affiliation.isAtLeast(Affiliation.ADMIN) || role == Role.MODERATOR && list != Role.MODERATOR;
        return may ? Optional.empty() : forbidden();
    }

    public static Optional<Refusal> ofAffiliation(
            Affiliation list, Affiliation affiliation, Role role, RoomConfig config) {
        boolean may = switch (list) {
            case OUTCAST -> affiliation.isAtLeast(Affiliation.ADMIN);
            case MEMBER, NONE -> affiliation.isAtLeast(Affiliation.ADMIN) || seesMembers(affiliation, role, config);
            case ADMIN, OWNER -> affiliation == Affiliation.OWNER || seesMembers(affiliation, role, config);
        };
        return may ? Optional.empty() : forbidden();
    }

    /** Where addresses are open, so are the lists of those who belong to the room. */
    private static boolean seesMembers(Affiliation affiliation, Role role, RoomConfig config) {
        return config.whoisAnyone()
                && (affiliation.isAtLeast(Affiliation.MEMBER)
                        || config.memberListRoles().contains(role));
    }

    private static Optional<Refusal> forbidden() {
        return Refusal.because(ErrorCondition.FORBIDDEN, "this list is not for you");
    }
}
