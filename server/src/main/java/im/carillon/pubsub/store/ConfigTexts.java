package im.carillon.pubsub.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.pubsub.node.NodeConfig;

/** Reads stored configurations; nodes that are configured alike share one object. */
final class ConfigTexts {

    private static final int KEPT = 2_000;

    private final Cache<String, NodeConfig> known =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    NodeConfig of(String stored) {
        return known.get(stored, NodeConfig::ofStored);
    }
}
