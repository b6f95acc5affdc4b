package im.carillon.muc.decision;

import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.StanzaException;
import java.util.Optional;

/**
 * Why somebody may not do something.
 *
 * @param reason for people
 */
public record Refusal(ErrorCondition condition, ErrorType type, String reason) {

    public static Optional<Refusal> because(ErrorCondition condition, String reason) {
        return Optional.of(new Refusal(condition, condition.type(), reason));
    }

    public static Optional<Refusal> because(ErrorCondition condition, ErrorType type, String reason) {
        return Optional.of(new Refusal(condition, type, reason));
    }

    /** Throws what was refused. */
    public static void check(Optional<Refusal> refusal) throws StanzaException {
        if (refusal.isPresent()) {
            throw new StanzaException(
                    refusal.get().condition(),
                    refusal.get().type(),
                    refusal.get().reason());
        }
    }
}
