package im.carillon.timeline;

import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The items of nodes: changes go into units of work, queries block. Safe for use by several threads. */
@Singleton
public final class NodeItems {

    /** Stands in the database for the payload of an item that has none. */
    private static final XmlElement NOTHING = XmlElement.of("http://jabber.org/protocol/pubsub", "item");

    private static final String COLUMNS = "i.node_id, i.item_id, i.position, i.publisher, s.content";
    private static final String FROM = " FROM node_item i JOIN stanza s ON s.position = i.position";

    private final Database database;
    private final StoredXml xml;

    /** An item without what it carries. */
    public record Key(String id, long position, String publisher) {}

    @Inject
    public NodeItems(Database database, StoredXml xml) {
        this.database = database;
        this.xml = xml;
    }

    /** The bytes under which a payload is stored; made once, before the unit is assembled. */
    public byte[] encoded(Optional<XmlElement> payload) {
        return xml.bytes(payload.orElse(NOTHING));
    }

    /** Stores an item at a position that was taken for it. */
    public void store(
            UnitOfWork unit, TimelineId node, long position, String id, String publisher, byte[] encodedPayload) {
        unit.change(NodeItemRows.KIND, new NodeItemChange.Stored(node, position, id, publisher, encodedPayload));
    }

    public void remove(UnitOfWork unit, TimelineId node, long position) {
        unit.change(NodeItemRows.KIND, new NodeItemChange.Removed(node, position));
    }

    /** All items of a node, oldest first. */
    public List<Key> keys(TimelineId node) {
        return database.read(handle -> handle.createQuery(
                        "SELECT item_id, position, publisher FROM node_item WHERE node_id = :node ORDER BY position")
                .bind("node", node.owner())
                .map((row, context) ->
                        new Key(row.getString("item_id"), row.getLong("position"), row.getString("publisher")))
                .list());
    }

    /** A part of the items of a node, oldest first. */
    public List<NodeItem> page(TimelineId node, ItemPage page) {
        List<NodeItem> found = database.read(handle -> handle.createQuery("SELECT " + COLUMNS + FROM
                        + " WHERE i.node_id = :node AND i.position > :after AND i.position < :before ORDER BY"
                        + " i.position"
                        + (page.newest() ? " DESC" : "") + " LIMIT :limit")
                .bind("node", node.owner())
                .bind("after", page.after())
                .bind("before", page.before())
                .bind("limit", page.limit())
                .map(this::item)
                .list());
        return page.newest() ? found.reversed() : found;
    }

    /** How many items of a node stand in front of a position. */
    public int countBefore(TimelineId node, long position) {
        return database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM node_item WHERE node_id = :node AND position < :position")
                .bind("node", node.owner())
                .bind("position", position)
                .mapTo(Integer.class)
                .one());
    }

    /** The items of these ids that there are, oldest first. */
    public List<NodeItem> find(TimelineId node, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.read(handle -> handle.createQuery("SELECT " + COLUMNS + FROM
                                + " WHERE i.node_id = :node AND i.item_id IN (<ids>) ORDER BY i.position")
                        .bind("node", node.owner())
                        .bindList("ids", List.copyOf(ids))
                        .map(this::item)
                        .list());
    }

    /** The newest item of each of these nodes that has any, by the number of the node. */
    public Map<Long, NodeItem> newestOfEach(Handle handle, Collection<Long> nodes) {
        Map<Long, NodeItem> found = new HashMap<>();
        if (!nodes.isEmpty()) {
            handle.createQuery("SELECT " + COLUMNS + FROM
                            + " JOIN (SELECT node_id, max(position) AS newest FROM node_item"
                            + " WHERE node_id IN (<nodes>) GROUP BY node_id) n"
                            + " ON n.node_id = i.node_id AND n.newest = i.position")
                    .bindList("nodes", List.copyOf(nodes))
                    .map((row, context) -> found.put(row.getLong("node_id"), item(row, context)))
                    .list();
        }
        return found;
    }

    /** Takes away all items of a node, as part of a transaction. */
    public void removeAll(Handle handle, TimelineId node) {
        handle.execute(
                "DELETE FROM stanza WHERE position IN (SELECT position FROM node_item WHERE node_id = ?)",
                node.owner());
        handle.execute("DELETE FROM timeline_entry WHERE timeline_id = ?", node.value());
        handle.execute("DELETE FROM node_item WHERE node_id = ?", node.owner());
    }

    private NodeItem item(ResultSet row, StatementContext context) throws SQLException {
        XmlElement content = xml.element(row.getBytes("content"));
        return new NodeItem(
                row.getString("item_id"),
                row.getLong("position"),
                row.getString("publisher"),
                content.equals(NOTHING) ? Optional.empty() : Optional.of(content));
    }
}
