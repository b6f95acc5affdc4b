package im.carillon.pubsub.node;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Message;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.timeline.TimelineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node in memory; there is one object for each node, as long as anybody uses it.
 *
 * <p>The settled state changes after a commit, on the committer's thread. The index of items changes
 * when a unit is assembled, on that same thread; it is loaded by whoever needs it first, and guarded
 * by this object's lock, which is never held during a delivery.
 */
public final class Node {

    private final long id;
    private final NodeKey key;
    private final BareJid creator;
    private final Instant created;
    private volatile NodeState state;
    private volatile @Nullable Newest newest;
    private volatile @Nullable Announcement announcement;
    private volatile boolean gone;
    private @Nullable ItemIndex index;
    private long newestChanges;
    private final AtomicInteger underWay = new AtomicInteger();

    private record Announcement(long position, Message message) {}

    /** What is known of the newest item: that there is none, perhaps. */
    private record Newest(Optional<NodeItem> item) {}

    public Node(long id, NodeKey key, BareJid creator, Instant created, NodeState state) {
        this.id = id;
        this.key = key;
        this.creator = creator;
        this.created = created;
        this.state = state;
    }

    public long id() {
        return id;
    }

    public NodeKey key() {
        return key;
    }

    public String name() {
        return key.name();
    }

    public BareJid service() {
        return key.service();
    }

    public TimelineId timeline() {
        return TimelineId.ofNode(id);
    }

    public BareJid creator() {
        return creator;
    }

    public Instant created() {
        return created;
    }

    public NodeState state() {
        return state;
    }

    public NodeConfig config() {
        return state.config();
    }

    /** On the committer's thread. */
    public void state(NodeState changed) {
        state = changed;
        announcement = null;
    }

    /** Whether this object no longer stands for what is stored: the node was deleted, or a write failed. */
    public boolean isGone() {
        return gone;
    }

    public void gone() {
        gone = true;
    }

    /** Loads the index, if that has not happened; blocks on the database. */
    public void load(Function<TimelineId, List<NodeItems.Key>> loader) {
        synchronized (this) {
            if (index == null) {
                index = new ItemIndex(loader.apply(timeline()));
            }
        }
    }

    /** Looks at the index or changes it; it must have been loaded. */
    public <T> T items(Function<ItemIndex, T> use) {
        synchronized (this) {
            if (index == null) {
                throw new IllegalStateException("the items of " + key + " are not loaded");
            }
            return use.apply(index);
        }
    }

    /** Something is on its way to be stored; {@link #settled} follows. */
    public void busy() {
        underWay.incrementAndGet();
    }

    public void settled() {
        underWay.decrementAndGet();
    }

    /** Whether something is on its way to be stored. */
    public boolean isBusy() {
        return underWay.get() > 0;
    }

    /** How much this object weighs in a cache, in items. */
    public int weight() {
        synchronized (this) {
            return 1 + state.subscribers() + (index == null ? 0 : index.size());
        }
    }

    /** The newest item, asked for from the database when it is not known; may block. */
    public Optional<NodeItem> newest(Supplier<Optional<NodeItem>> loader) {
        Newest known = newest;
        if (known != null) {
            return known.item();
        }
        long before;
        synchronized (this) {
            before = newestChanges;
        }
        Optional<NodeItem> loaded = loader.get();
        synchronized (this) {
            if (newestChanges == before) {
                newest = new Newest(loaded);
            }
        }
        return loaded;
    }

    /**
     * The message that tells of the newest item, made once for all who get it.
     *
     * @param make makes it for this node and item
     */
    public Message announcement(NodeItem item, Function<NodeItem, Message> make) {
        Announcement known = announcement;
        if (known == null || known.position() != item.position()) {
            known = new Announcement(item.position(), make.apply(item));
            announcement = known;
        }
        return known.message();
    }

    /** Something was published. */
    public synchronized void newest(NodeItem item) {
        newestChanges++;
        newest = new Newest(Optional.of(item));
    }

    /** The newest item may be another one. */
    public synchronized void forgetNewest() {
        newestChanges++;
        newest = null;
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
