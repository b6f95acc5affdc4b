package im.carillon.pubsub.node;

import im.carillon.stanza.StanzaException;
import java.util.Optional;

/**
 * Whether somebody may do something.
 *
 * @param refusal why not, as the protocol says it; empty when it is allowed
 * @param reason for the log and for tests
 */
public record Decision(Optional<PubsubError> refusal, String reason) {

    static Decision allow(String reason) {
        return new Decision(Optional.empty(), reason);
    }

    static Decision refuse(PubsubError error, String reason) {
        return new Decision(Optional.of(error), reason);
    }

    public boolean isAllowed() {
        return refusal.isEmpty();
    }

    public void orThrow() throws StanzaException {
        if (refusal.isPresent()) {
            throw refusal.get().exception();
        }
    }
}
