package im.carillon.muc.decision;

import im.carillon.muc.state.Affiliation;
import im.carillon.stanza.ErrorCondition;
import java.util.Optional;

/**
 * Somebody changes what an account is to the room (XEP-0045 §9.1 to §9.5, §10.3 to §10.8).
 *
 * @param self whether the account is the actor's own
 * @param owners how many owners the room has now
 */
public record AffiliationChange(Affiliation actor, Affiliation target, Affiliation wanted, boolean self, int owners) {

    public Optional<Refusal> refusal() {
        if (!actor.isAtLeast(Affiliation.ADMIN)) {
            return Refusal.because(ErrorCondition.FORBIDDEN, "only admins may do that");
        }
        if (wanted == Affiliation.OUTCAST && self) {
            return Refusal.because(ErrorCondition.CONFLICT, "nobody bans themselves");
        }
        if (actor != Affiliation.OWNER && wanted == Affiliation.OUTCAST && target.isAtLeast(Affiliation.ADMIN)) {
            return Refusal.because(ErrorCondition.NOT_ALLOWED, "admins and owners are banned by owners only");
        }
        boolean high = target.isAtLeast(Affiliation.ADMIN) || wanted.isAtLeast(Affiliation.ADMIN);
        if (actor != Affiliation.OWNER && high && target != wanted) {
            return Refusal.because(ErrorCondition.FORBIDDEN, "only owners make and unmake admins and owners");
        }
        if (target == Affiliation.OWNER && wanted != Affiliation.OWNER && owners <= 1) {
            return Refusal.because(ErrorCondition.CONFLICT, "a room keeps one owner at least");
        }
        return Optional.empty();
    }
}
