package im.carillon.pubsub.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.jid.BareJid;
import im.carillon.pubsub.PubsubLimits;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.timeline.ItemPage;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/**
 * The nodes: those in use are in memory, one object each. Methods block on the database, the more
 * often the less a node is used; changes return when they are durable.
 *
 * <p>While anybody holds a node's object, everybody gets that one: what a unit of work is about to
 * change in it cannot be missed. The nodes of an account are known together, so that it can be told
 * without a query that an account has no such node.
 */
@Singleton
public final class Nodes {

    private static final long MOST_WEIGHT = 400_000;
    private static final int MOST_SHELVES = 50_000;
    private static final int STRIPES = 256;
    private static final int BATCH = 500;

    private final Cache<NodeKey, Node> objects =
            Caffeine.newBuilder().weakValues().build();
    private final Cache<NodeKey, Node> recent = Caffeine.newBuilder()
            .maximumWeight(MOST_WEIGHT)
            .weigher((NodeKey key, Node node) -> node.weight())
            .build();

    /** The names of the nodes of accounts. */
    private final Cache<BareJid, Set<String>> shelves =
            Caffeine.newBuilder().maximumSize(MOST_SHELVES).build();

    /** Counts nodes that came and went, by account modulo the number of stripes. */
    private final AtomicLongArray changes = new AtomicLongArray(STRIPES);

    private final Database database;
    private final Turns turns;
    private final NodeStore store;
    private final NodeItems items;
    private final PubsubLimits limits;
    private final InstantSource clock;

    @Inject
    Nodes(Database database, NodeStore store, NodeItems items, PubsubLimits limits, InstantSource clock) {
        this.database = database;
        this.turns = new Turns(database, this);
        this.store = store;
        this.items = items;
        this.limits = limits;
        this.clock = clock;
    }

    public Optional<Node> find(NodeKey key) {
        Optional<Node> known = known(key);
        if (known.isPresent()) {
            return known.filter(node -> !node.isGone());
        }
        if (!key.service().isDomain() && !shelf(key.service()).contains(key.name())) {
            return Optional.empty();
        }
        known = known(key);
        return known.isPresent() ? known.filter(node -> !node.isGone()) : load(key);
    }

    private Optional<Node> known(NodeKey key) {
        Node used = recent.getIfPresent(key);
        return Optional.ofNullable(used != null ? used : objects.getIfPresent(key));
    }

    /** Loads a node; again when nodes came or went meanwhile, since it might be one of them. */
    private Optional<Node> load(NodeKey key) {
        while (true) {
            long before = changes.get(stripe(key.service()));
            Optional<Node> loaded = database.read(handle -> store.find(handle, key));
            if (loaded.isEmpty() || changes.get(stripe(key.service())) == before) {
                return loaded.map(this::shared).filter(node -> !node.isGone());
            }
        }
    }

    /** The node, or the error that says that there is none. */
    public Node require(NodeKey key) throws StanzaException {
        Optional<Node> found = find(key);
        if (found.isPresent()) {
            return found.get();
        }
        Optional<String> moved = database.read(handle -> store.redirect(handle, key));
        if (moved.isPresent()) {
            throw PubsubError.moved(moved.get());
        }
        throw PubsubError.NO_NODE.exception();
    }

    /** The names of an account's nodes. */
    public Set<String> shelf(BareJid account) {
        Set<String> known = shelves.getIfPresent(account);
        if (known == null) {
            loadShelves(List.of(account));
            known = shelves.getIfPresent(account);
        }
        return known != null
                ? known
                : Set.copyOf(database.read(handle -> store.names(handle, account, "", Integer.MAX_VALUE)));
    }

    /** Brings the nodes of all these accounts into memory, those that are not there in one query. */
    public void loadShelves(Collection<BareJid> accounts) {
        List<BareJid> missing = accounts.stream()
                .filter(account -> shelves.getIfPresent(account) == null)
                .toList();
        for (int from = 0; from < missing.size(); from += BATCH) {
            loadBatch(missing.subList(from, Math.min(missing.size(), from + BATCH)));
        }
    }

    private void loadBatch(List<BareJid> accounts) {
        long[] before = accounts.stream().mapToLong(a -> changes.get(stripe(a))).toArray();
        List<Node> found = database.read(handle -> store.of(handle, accounts));
        for (int i = 0; i < accounts.size(); i++) {
            BareJid account = accounts.get(i);
            Set<String> names = new HashSet<>();
            for (Node node : found) {
                if (node.service().equals(account)) {
                    names.add(node.name());
                }
            }
            long seen = before[i];
            shelves.asMap().computeIfAbsent(account, a -> changes.get(stripe(a)) == seen ? Set.copyOf(names) : null);
            if (changes.get(stripe(account)) == seen) {
                found.stream().filter(node -> node.service().equals(account)).forEach(this::shared);
            }
        }
    }

    /** The one object of a node: the one that is known, else the one that was just loaded. */
    private Node shared(Node loaded) {
        Node one = objects.get(loaded.key(), key -> loaded);
        recent.put(one.key(), one);
        return one;
    }

    private static int stripe(BareJid account) {
        return Math.floorMod(account.hashCode(), STRIPES);
    }

    /** What became of the wish for a new node. */
    private sealed interface Creation {
        record Made(Node node) implements Creation {}

        record Exists(Node node) implements Creation {}

        record TooMany(String limit) implements Creation {}
    }

    /** Makes a node. */
    public Node create(NodeKey key, BareJid creator, NodeConfig config) throws StanzaException {
        return switch (tryCreate(key, creator, config)) {
            case Creation.Made(Node node) -> node;
            case Creation.Exists(Node node) -> throw PubsubError.NODE_EXISTS.exception();
            case Creation.TooMany(String limit) -> throw PubsubError.MAX_NODES_EXCEEDED.exception(limit);
        };
    }

    /** Makes a node, unless it has come to be in the meantime. */
    public Node findOrCreate(NodeKey key, BareJid creator, NodeConfig config) throws StanzaException {
        return switch (tryCreate(key, creator, config)) {
            case Creation.Made(Node node) -> node;
            case Creation.Exists(Node node) -> find(key).orElseThrow(PubsubError.NO_NODE::exception);
            case Creation.TooMany(String limit) -> throw PubsubError.MAX_NODES_EXCEEDED.exception(limit);
        };
    }

    private Creation tryCreate(NodeKey key, BareJid creator, NodeConfig config) {
        return database.write(handle -> create(handle, key, creator, config), creation -> {
            if (creation instanceof Creation.Made(Node node)) {
                came(node);
            }
        });
    }

    private Creation create(Handle handle, NodeKey key, BareJid creator, NodeConfig config) {
        Optional<Node> existing = store.find(handle, key);
        if (existing.isPresent()) {
            return new Creation.Exists(existing.get());
        }
        if (store.countOf(handle, creator) >= limits.nodesPerAccount()) {
            return new Creation.TooMany("one account makes " + limits.nodesPerAccount() + " nodes at most");
        }
        if (key.service().isDomain() && store.count(handle, key.service()) >= limits.nodesPerService()) {
            return new Creation.TooMany("this service holds " + limits.nodesPerService() + " nodes at most");
        }
        return new Creation.Made(store.create(handle, key, creator, config, clock.instant()));
    }

    private void came(Node node) {
        changes.incrementAndGet(stripe(node.service()));
        shelves.asMap().computeIfPresent(node.service(), (account, names) -> with(names, node.name()));
        objects.put(node.key(), node);
        recent.put(node.key(), node);
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> more = new HashSet<>(names);
        more.add(name);
        return Set.copyOf(more);
    }

    /** Deletes a node; requests for it are sent to another place, if one is given. */
    public void delete(Node node, Optional<String> redirect) {
        node.gone();
        try {
            database.write(
                    handle -> {
                        store.delete(handle, node.id());
                        redirect.ifPresent(uri -> store.redirect(handle, node.key(), uri));
                        return node;
                    },
                    this::went);
        } catch (StorageException e) {
            forget(node);
            throw e;
        }
    }

    private void went(Node node) {
        changes.incrementAndGet(stripe(node.service()));
        shelves.invalidate(node.service());
        forget(node);
    }

    /** A write about this object failed: what it says may not be what is stored. */
    public void forget(Node node) {
        node.gone();
        objects.asMap().remove(node.key(), node);
        recent.asMap().remove(node.key(), node);
    }

    /** What is decided about a node, with the state that it has when the change's turn comes. Must not block. */
    @FunctionalInterface
    public interface Edit {
        /** @return the changes */
        List<NodeChange> of(NodeState now) throws StanzaException;
    }

    /**
     * Changes what is settled about a node and returns when that is durable.
     *
     * @return what was changed
     */
    public List<NodeChange> edit(Node node, Edit edit) throws StanzaException {
        return turns.take(node, unit -> {
            List<NodeChange> changed = edit.of(node.state());
            for (NodeChange change : changed) {
                unit.change(NodeRows.KIND, new NodeRows.Row(node.id(), change));
                node.state(change.appliedTo(node.state()));
            }
            return changed;
        });
    }

    /** Where changes of nodes wait for their turn. */
    public Turns turns() {
        return turns;
    }

    /** Makes sure that the index of a node's items is there. */
    public Node withItems(Node node) {
        node.load(items::keys);
        return node;
    }

    /** The newest item of a node. */
    public Optional<NodeItem> newest(Node node) {
        return node.newest(
                () -> items.page(node.timeline(), ItemPage.newest(1)).stream().findFirst());
    }

    /** Asks the database about nodes. */
    public <T> T read(BiFunction<NodeStore, Handle, T> query) {
        return database.read(handle -> query.apply(store, handle));
    }

    /** The nodes of these names at a service that there are. */
    public List<Node> all(BareJid service, Collection<String> names) {
        List<Node> found = new ArrayList<>(names.size());
        for (String name : names) {
            find(new NodeKey(service, name)).ifPresent(found::add);
        }
        return found;
    }
}
