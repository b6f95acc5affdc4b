package im.carillon.pubsub;

/**
 * Bounds on what nodes hold.
 *
 * @param nodesPerAccount how many nodes one account may make
 * @param itemsPerNode how many items {@code max} means
 * @param payloadBytes the largest payload
 * @param subscriptionsPerAccount how many subscriptions an account may have at one service
 * @param subscriptionsPerNode how many accounts may subscribe to one node
 * @param nameBytes the longest name of a node or an item
 */
public record PubsubLimits(
        int nodesPerAccount,
        int itemsPerNode,
        int payloadBytes,
        int subscriptionsPerAccount,
        int subscriptionsPerNode,
        int nameBytes) {

    public static final PubsubLimits STANDARD = new PubsubLimits(1_000, 10_000, 256 * 1024, 1_000, 100_000, 1_023);
}
