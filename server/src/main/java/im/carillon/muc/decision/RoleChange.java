package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Role;
import im.carillon.stanza.ErrorCondition;
import java.util.Optional;

/**
 * Somebody changes the role of an occupant (XEP-0045 §8.2 to §8.5, §9.6 to §9.8).
 *
 * @param actorRole none for whoever is not in the room
 */
public record RoleChange(Affiliation actor, Role actorRole, Affiliation target, Role targetRole, Role wanted) {

    public Optional<Refusal> refusal() {
        boolean admin = actor.isAtLeast(Affiliation.ADMIN);
        if (actorRole != Role.MODERATOR && !admin) {
            return Refusal.because(ErrorCondition.FORBIDDEN, "only moderators may do that");
        }
        return switch (wanted) {
            case NONE -> kick(admin);
            case MODERATOR ->
                admin ? Optional.empty() : Refusal.because(ErrorCondition.FORBIDDEN, "only admins make moderators");
            case VISITOR, PARTICIPANT -> targetRole.isAtLeast(wanted) ? lower(admin) : Optional.empty();
        };
    }

    private Optional<Refusal> kick(boolean admin) {
        if (!actor.isAtLeast(target)) {
            return notAllowed("nobody is kicked by somebody below");
        }
        return targetRole == Role.MODERATOR && !admin
                ? notAllowed("a moderator is kicked by admins only")
                : Optional.empty();
    }

    private Optional<Refusal> lower(boolean admin) {
        if (target.isAtLeast(Affiliation.ADMIN)) {
            return targetRole == wanted
                    ? Optional.empty()
                    : notAllowed("admins and owners keep their voice and are moderators");
        }
        if (targetRole == Role.MODERATOR) {
            return admin
                    ? Optional.empty()
                    : Refusal.because(ErrorCondition.FORBIDDEN, "only admins unmake moderators");
        }
        // §8.4: at or above the level of the moderator, where there is a level at all
        return target != Affiliation.NONE && target.isAtLeast(actor) && targetRole != wanted
                ? notAllowed("voice is taken away by somebody above")
                : Optional.empty();
    }

    private static Optional<Refusal> notAllowed(String reason) {
        return Refusal.because(ErrorCondition.NOT_ALLOWED, reason);
    }
}
