package im.carillon.pubsub.store;

import im.carillon.pubsub.PubsubLimits;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Puts items into nodes and takes them out, in the index and in what is stored. */
@Singleton
public final class ItemWriter {

    private final Nodes nodes;
    private final NodeItems items;
    private final Timelines timelines;
    private final PubsubLimits limits;
    private final InstantSource clock;

    /**
     * An item that has no place yet.
     *
     * @param bytes its payload as it is stored
     */
    public record Draft(String id, String publisher, Optional<XmlElement> payload, byte[] bytes) {

        public NodeItem item(long position) {
            return new NodeItem(id, position, publisher, payload);
        }
    }

    @Inject
    ItemWriter(Nodes nodes, NodeItems items, Timelines timelines, PubsubLimits limits, InstantSource clock) {
        this.nodes = nodes;
        this.items = items;
        this.timelines = timelines;
        this.limits = limits;
        this.clock = clock;
    }

    public Draft draft(String id, String publisher, Optional<XmlElement> payload) {
        return new Draft(id, publisher, payload, items.encoded(payload));
    }

    /** How many items a node of this configuration holds. */
    public int most(NodeConfig config) {
        return config.number(NodeOption.MAX_ITEMS, limits.itemsPerNode());
    }

    /** Stores items when the unit is assembled; the index of the node has been loaded. */
    public void write(Node node, List<Draft> drafts, UnitOfWork unit) {
        node.busy();
        unit.whenAssembled(() -> {
            if (node.isGone()) {
                throw new StorageException(node + " is being deleted", PubsubError.NO_NODE.exception());
            }
            store(node, drafts, unit);
            unit.afterCommit(node::settled);
        });
        unit.onFailure(cause -> {
            node.settled();
            nodes.forget(node);
        });
    }

    /**
     * Stores items, the last one as the newest, and takes out what is too much or too old; only while a
     * unit is assembled.
     *
     * @return the newest item
     */
    public Optional<NodeItem> store(Node node, List<Draft> drafts, UnitOfWork unit) {
        Optional<NodeItem> newest = Optional.empty();
        for (Draft draft : drafts) {
            long position = timelines.nextPosition();
            NodeItems.Key key = new NodeItems.Key(draft.id(), position, draft.publisher());
            node.items(index -> index.put(key)).ifPresent(old -> items.remove(unit, node.timeline(), old.position()));
            items.store(unit, node.timeline(), position, draft.id(), draft.publisher(), draft.bytes());
            newest = Optional.of(draft.item(position));
        }
        trim(node, unit);
        newest.ifPresent(item -> unit.afterCommit(() -> node.newest(item)));
        return newest;
    }

    /** Takes out what is too much or too old; only while a unit is assembled. */
    public void trim(Node node, UnitOfWork unit) {
        int most = Math.max(1, most(node.config()));
        remove(node, node.items(index -> index.trim(most, oldest(node.config()))), unit);
    }

    /** Marks items as gone that have been taken out of the index; only while a unit is assembled. */
    public void remove(Node node, List<NodeItems.Key> taken, UnitOfWork unit) {
        if (!taken.isEmpty()) {
            taken.forEach(item -> items.remove(unit, node.timeline(), item.position()));
            unit.afterCommit(node::forgetNewest);
        }
    }

    /** The position in front of which items have expired. */
    public long oldest(NodeConfig config) {
        long seconds = config.itemSeconds();
        if (seconds == 0) {
            return Long.MIN_VALUE;
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minusSeconds(seconds));
    }
}
