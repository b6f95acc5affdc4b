package im.carillon.pubsub;

import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Node;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import java.util.List;

/** Told what clients do to nodes, so that what belongs to it elsewhere follows. Bound into a set. */
public interface NodeListener {

    /**
     * Something is being published, on the thread of whoever does it; it is durable when the unit is.
     *
     * @param items without their positions
     */
    default void published(Node node, List<NodeItem> items, Jid by, UnitOfWork unit) {}

    /** Items were removed, or the whole node; it is durable. */
    default void removed(Node node, Jid by, UnitOfWork unit) {}
}
