package im.carillon.config;

/**
 * Bounds on what people publish and subscribe to.
 *
 * @param nodesPerAccount how many nodes one account may make, those of its own address among them
 * @param nodes how many nodes the service of one host holds
 * @param items how many items a node holds at most
 * @param payloadSize the largest payload in bytes
 * @param subscriptionsPerAccount how many subscriptions an account may have at one service
 * @param subscribers how many accounts may subscribe to one node
 */
public record PubsubConfig(
        int nodesPerAccount, int nodes, int items, long payloadSize, int subscriptionsPerAccount, int subscribers) {}
