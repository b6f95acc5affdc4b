package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Role;

/** What a change of somebody's affiliation means for their visit (XEP-0045 §5.1.3, §5.2.3). */
public sealed interface Effects {

    /** They have to go, with this status code. */
    record Removed(int code) implements Effects {}

    /** They stay, in this role. */
    record Stays(Role role) implements Effects {}

    int BANNED = 301;
    int NO_MEMBER = 321;

    static Effects of(Affiliation before, Affiliation now, Role role, boolean membersOnly, boolean moderated) {
        if (now == Affiliation.OUTCAST) {
            return new Removed(BANNED);
        }
        if (membersOnly && !now.isAtLeast(Affiliation.MEMBER)) {
            return new Removed(NO_MEMBER);
        }
        Role initial = Role.initial(now, moderated);
        if (now.isAtLeast(Affiliation.ADMIN) || before.isAtLeast(Affiliation.ADMIN)) {
            return new Stays(initial);
        }
        // a moderator for this visit stays one; voice comes with membership and goes with it
        boolean lost = before == Affiliation.MEMBER && now == Affiliation.NONE && moderated;
        return new Stays(role == Role.MODERATOR || role.isAtLeast(initial) && !lost ? role : initial);
    }
}
