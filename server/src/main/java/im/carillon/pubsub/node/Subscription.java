package im.carillon.pubsub.node;

import im.carillon.jid.Jid;
import java.util.Optional;

/**
 * A subscription to a node.
 *
 * @param address who is notified: an account, or one of its resources
 * @param id tells it from others of the same address
 */
public record Subscription(Jid address, String id, State state, SubscriptionOptions options) {

    /** XEP-0060 §4.2; who has none has no subscription here. */
    public enum State implements Wire {
        PENDING,
        SUBSCRIBED;

        public static Optional<State> of(String wire) {
            return Wire.find(values(), wire);
        }
    }

    public boolean isActive() {
        return state == State.SUBSCRIBED;
    }

    public boolean is(Jid address, String id) {
        return this.address.equals(address) && this.id.equals(id);
    }

    public Subscription with(State other) {
        return new Subscription(address, id, other, options);
    }

    public Subscription with(SubscriptionOptions other) {
        return new Subscription(address, id, state, other);
    }
}
