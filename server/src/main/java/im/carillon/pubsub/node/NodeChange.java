package im.carillon.pubsub.node;

import im.carillon.jid.BareJid;

/** One change of what is settled about a node. */
public sealed interface NodeChange {

    NodeState appliedTo(NodeState state);

    record Configured(NodeConfig config) implements NodeChange {
        @Override
        public NodeState appliedTo(NodeState state) {
            return state.with(config);
        }
    }

    record Affiliated(BareJid who, Affiliation affiliation) implements NodeChange {
        @Override
        public NodeState appliedTo(NodeState state) {
            return state.with(who, affiliation);
        }
    }

    record Subscribed(Subscription subscription) implements NodeChange {
        @Override
        public NodeState appliedTo(NodeState state) {
            return state.with(subscription);
        }
    }

    record Unsubscribed(Subscription subscription) implements NodeChange {
        @Override
        public NodeState appliedTo(NodeState state) {
            return state.without(subscription);
        }
    }
}
