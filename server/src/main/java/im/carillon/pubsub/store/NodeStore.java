package im.carillon.pubsub.store;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.node.SubscriptionOptions;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.timeline.TimelineId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Nodes in the database; every method is part of a transaction or a query of its caller. */
@Singleton
public final class NodeStore {

    private static final String COLUMNS = "id, service, name, creator, created, config";

    private final NodeItems items;
    private final ConfigTexts configs = new ConfigTexts();

    private record Row(long id, NodeKey key, BareJid creator, Instant created, NodeConfig config) {}

    @Inject
    NodeStore(NodeItems items) {
        this.items = items;
    }

    private static NodeKey key(ResultSet row) throws SQLException {
        return new NodeKey(BareJid.of(row.getString("service")), row.getString("name"));
    }

    Optional<Node> find(Handle handle, NodeKey key) {
        return load(
                        handle,
                        handle.createQuery("SELECT " + COLUMNS + " FROM node WHERE service = :service AND name = :name")
                                .bind("service", key.service().toString())
                                .bind("name", key.name()))
                .stream()
                .findFirst();
    }

    /** All nodes of some services or accounts, with the newest item of each. */
    List<Node> of(Handle handle, Collection<BareJid> services) {
        List<Node> nodes = load(
                handle,
                handle.createQuery("SELECT " + COLUMNS + " FROM node WHERE service IN (<services>) ORDER BY id")
                        .bindList(
                                "services",
                                services.stream().map(BareJid::toString).toList()));
        Map<Long, NodeItem> newest =
                items.newestOfEach(handle, nodes.stream().map(Node::id).toList());
        nodes.forEach(node -> node.newest(() -> Optional.ofNullable(newest.get(node.id()))));
        return nodes;
    }

    private List<Node> load(Handle handle, Query query) {
        List<Row> rows = query.map((row, context) -> new Row(
                        row.getLong("id"),
                        key(row),
                        BareJid.of(row.getString("creator")),
                        Instant.ofEpochMilli(row.getLong("created")),
                        configs.of(row.getString("config"))))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Long> ids = rows.stream().map(Row::id).toList();
        Map<Long, Map<BareJid, Affiliation>> affiliations = affiliations(handle, ids);
        Map<Long, List<Subscription>> subscriptions = subscriptions(handle, ids);
        return rows.stream()
                .map(row -> new Node(
                        row.id(),
                        row.key(),
                        row.creator(),
                        row.created(),
                        NodeState.of(
                                row.config(),
                                affiliations.getOrDefault(row.id(), Map.of()),
                                subscriptions.getOrDefault(row.id(), List.of()))))
                .toList();
    }

    private static Map<Long, Map<BareJid, Affiliation>> affiliations(Handle handle, List<Long> nodes) {
        Map<Long, Map<BareJid, Affiliation>> found = new HashMap<>();
        handle.createQuery("SELECT node_id, address, affiliation FROM node_affiliation WHERE node_id IN (<nodes>)")
                .bindList("nodes", nodes)
                .map((row, context) -> found.computeIfAbsent(row.getLong("node_id"), node -> new HashMap<>())
                        .put(
                                BareJid.of(row.getString("address")),
                                Affiliation.of(row.getString("affiliation")).orElse(Affiliation.NONE)))
                .list();
        return found;
    }

    private static Map<Long, List<Subscription>> subscriptions(Handle handle, List<Long> nodes) {
        Map<Long, List<Subscription>> found = new HashMap<>();
        handle.createQuery("SELECT node_id, address, subid, state, options FROM node_subscription"
                        + " WHERE node_id IN (<nodes>) ORDER BY node_id, address, subid")
                .bindList("nodes", nodes)
                .map((row, context) -> found.computeIfAbsent(row.getLong("node_id"), node -> new ArrayList<>())
                        .add(new Subscription(
                                Jid.of(row.getString("address")),
                                row.getString("subid"),
                                Subscription.State.of(row.getString("state")).orElse(Subscription.State.PENDING),
                                SubscriptionOptions.ofStored(row.getString("options")))))
                .list();
        return found;
    }

    /** Makes a node with one owner. */
    Node create(Handle handle, NodeKey key, BareJid creator, NodeConfig config, Instant now) {
        handle.execute(
                "DELETE FROM node_redirect WHERE service = ? AND name = ?",
                key.service().toString(),
                key.name());
        handle.createUpdate("INSERT INTO node (service, name, creator, created, config, item_seconds)"
                        + " VALUES (:service, :name, :creator, :created, :config, :seconds)")
                .bind("service", key.service().toString())
                .bind("name", key.name())
                .bind("creator", creator.toString())
                .bind("created", now.toEpochMilli())
                .bind("config", config.stored())
                .bind("seconds", config.itemSeconds())
                .execute();
        Node made = find(handle, key).orElseThrow();
        handle.execute(
                "INSERT INTO node_affiliation (node_id, address, affiliation) VALUES (?, ?, ?)",
                made.id(),
                creator.toString(),
                Affiliation.OWNER.wire());
        return find(handle, key).orElseThrow();
    }

    /** How many nodes somebody has made. */
    public int countOf(Handle handle, BareJid creator) {
        return handle.createQuery("SELECT count(*) FROM node WHERE creator = :creator")
                .bind("creator", creator.toString())
                .mapTo(Integer.class)
                .one();
    }

    /** How many subscriptions somebody has at one service. */
    public int subscriptionsOf(Handle handle, BareJid service, BareJid account) {
        return handle.createQuery("SELECT count(*) FROM node_subscription JOIN node ON id = node_id"
                        + " WHERE account = :account AND service = :service")
                .bind("account", account.toString())
                .bind("service", service.toString())
                .mapTo(Integer.class)
                .one();
    }

    /** Takes away a node with everything in it. */
    void delete(Handle handle, long node) {
        items.removeAll(handle, TimelineId.ofNode(node));
        for (String table : List.of("node_affiliation", "node_subscription")) {
            handle.execute("DELETE FROM " + table + " WHERE node_id = ?", node);
        }
        handle.execute("DELETE FROM node WHERE id = ?", node);
    }

    void redirect(Handle handle, NodeKey key, String uri) {
        handle.execute(
                "INSERT INTO node_redirect (service, name, uri) VALUES (?, ?, ?)"
                        + " ON CONFLICT (service, name) DO UPDATE SET uri = excluded.uri",
                key.service().toString(),
                key.name(),
                uri);
    }

    public Optional<String> redirect(Handle handle, NodeKey key) {
        return handle.createQuery("SELECT uri FROM node_redirect WHERE service = :service AND name = :name")
                .bind("service", key.service().toString())
                .bind("name", key.name())
                .mapTo(String.class)
                .findOne();
    }

    /** The names of some nodes of a service, those behind a name, in order. */
    public List<String> names(Handle handle, BareJid service, String after, int limit) {
        return handle.createQuery("SELECT name FROM node WHERE service = :service AND name > :after"
                        + " ORDER BY name LIMIT :limit")
                .bind("service", service.toString())
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    public int count(Handle handle, BareJid service) {
        return handle.createQuery("SELECT count(*) FROM node WHERE service = :service")
                .bind("service", service.toString())
                .mapTo(Integer.class)
                .one();
    }

    /** The nodes at a service that somebody is affiliated with. */
    public List<String> affiliated(Handle handle, BareJid service, BareJid who) {
        return handle.createQuery("SELECT name FROM node JOIN node_affiliation ON node_id = id"
                        + " WHERE service = :service AND address = :address ORDER BY name")
                .bind("service", service.toString())
                .bind("address", who.toString())
                .mapTo(String.class)
                .list();
    }

    /** The nodes at a service that an account or a resource of it is subscribed to. */
    public List<String> subscribed(Handle handle, BareJid service, BareJid account) {
        return handle.createQuery("SELECT DISTINCT name FROM node JOIN node_subscription ON node_id = id"
                        + " WHERE service = :service AND account = :account ORDER BY name")
                .bind("service", service.toString())
                .bind("account", account.toString())
                .mapTo(String.class)
                .list();
    }

    /** The nodes anywhere that an account is subscribed or affiliated to. */
    public List<NodeKey> connected(Handle handle, BareJid account) {
        return handle.createQuery("SELECT service, name FROM node WHERE id IN"
                        + " (SELECT node_id FROM node_subscription WHERE account = :account"
                        + " UNION SELECT node_id FROM node_affiliation WHERE address = :account)")
                .bind("account", account.toString())
                .map((row, context) -> key(row))
                .list();
    }

    /** The nodes that somebody is subscribed to and whose newest item is sent to who comes online. */
    public List<NodeKey> announced(Handle handle, BareJid account) {
        return handle.createQuery("SELECT DISTINCT service, name FROM node JOIN node_subscription ON node_id = id"
                        + " WHERE account = :account AND config LIKE :wanted")
                .bind("account", account.toString())
                .bind("wanted", "%send_last_published_item=on_sub_and_presence%")
                .map((row, context) -> key(row))
                .list();
    }

    /** The nodes with subscriptions that end some day, or with the presence of the subscriber. */
    public List<NodeKey> withEndingSubscriptions(Handle handle) {
        return handle.createQuery("SELECT DISTINCT service, name FROM node JOIN node_subscription ON node_id = id"
                        + " WHERE options LIKE '_;_%;%'")
                .map((row, context) -> key(row))
                .list();
    }

    /** The nodes whose items end some day. */
    public List<NodeKey> expiring(Handle handle) {
        return handle.createQuery("SELECT service, name FROM node WHERE item_seconds > 0")
                .map((row, context) -> key(row))
                .list();
    }
}
