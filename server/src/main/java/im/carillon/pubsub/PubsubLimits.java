package im.carillon.pubsub;

import im.carillon.config.PubsubConfig;

/**
 * Bounds on what nodes hold.
 *
 * @param nodesPerAccount how many nodes one account may make
 * @param nodesPerService how many nodes the service of a host holds
 * @param itemsPerNode how many items {@code max} means
 * @param payloadBytes the largest payload
 * @param subscriptionsPerAccount how many subscriptions an account may have at one service
 * @param subscriptionsPerNode how many accounts may subscribe to one node
 */
public record PubsubLimits(
        int nodesPerAccount,
        int nodesPerService,
        int itemsPerNode,
        int payloadBytes,
        int subscriptionsPerAccount,
        int subscriptionsPerNode) {

    /** The longest name of a node or an item: names are kept in an index of the database. */
    public static final int NAME_BYTES = 1_023;

    static PubsubLimits of(PubsubConfig config) {
        return new PubsubLimits(
                config.nodesPerAccount(),
                config.nodes(),
                config.items(),
                Math.toIntExact(config.payloadSize()),
                config.subscriptionsPerAccount(),
                config.subscribers());
    }
}
