package im.carillon.timeline;

import im.carillon.storage.ChangeKind;
import im.carillon.storage.WriteContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes items of nodes: the stanza's row, the entry in the node's timeline and the item that it is. An
 * item that comes and goes within one batch is never written.
 */
final class NodeItemRows implements ChangeKind<NodeItemChange> {

    /** An entry that the node's owner keeps, as if it had received it. */
    private static final int FLAGS = 3;

    @Override
    public void apply(WriteContext context, List<NodeItemChange> changes) throws SQLException {
        Map<Long, NodeItemChange.Stored> stored = new LinkedHashMap<>();
        List<NodeItemChange.Removed> removed = new ArrayList<>();
        for (NodeItemChange change : changes) {
            switch (change) {
                case NodeItemChange.Stored item -> stored.put(item.position(), item);
                case NodeItemChange.Removed item -> {
                    if (stored.remove(item.position()) == null) {
                        removed.add(item);
                    }
                }
            }
        }
        if (!removed.isEmpty()) {
            delete(context, removed);
        }
        if (!stored.isEmpty()) {
            insert(context, stored.values());
        }
    }

    private static void delete(WriteContext context, List<NodeItemChange.Removed> items) throws SQLException {
        PreparedStatement item = context.prepared("DELETE FROM node_item WHERE node_id = ? AND position = ?");
        PreparedStatement entry = context.prepared("DELETE FROM timeline_entry WHERE timeline_id = ? AND position = ?");
        PreparedStatement stanza = context.prepared("DELETE FROM stanza WHERE position = ?");
        for (NodeItemChange.Removed gone : items) {
            item.setLong(1, gone.timeline().owner());
            item.setLong(2, gone.position());
            item.addBatch();
            entry.setLong(1, gone.timeline().value());
            entry.setLong(2, gone.position());
            entry.addBatch();
            stanza.setLong(1, gone.position());
            stanza.addBatch();
        }
        item.executeBatch();
        entry.executeBatch();
        stanza.executeBatch();
    }

    private static void insert(WriteContext context, Iterable<NodeItemChange.Stored> items) throws SQLException {
        PreparedStatement stanza = context.prepared("INSERT INTO stanza (position, content) VALUES (?, ?)");
        PreparedStatement entry =
                context.prepared("INSERT INTO timeline_entry (timeline_id, position, peer, flags) VALUES (?, ?, ?, ?)");
        PreparedStatement row =
                context.prepared("INSERT INTO node_item (node_id, position, item_id, publisher) VALUES (?, ?, ?, ?)");
        for (NodeItemChange.Stored item : items) {
            stanza.setLong(1, item.position());
            stanza.setBytes(2, item.content());
            stanza.addBatch();
            entry.setLong(1, item.timeline().value());
            entry.setLong(2, item.position());
            entry.setString(3, item.publisher());
            entry.setInt(4, FLAGS);
            entry.addBatch();
            row.setLong(1, item.timeline().owner());
            row.setLong(2, item.position());
            row.setString(3, item.id());
            row.setString(4, item.publisher());
            row.addBatch();
        }
        stanza.executeBatch();
        entry.executeBatch();
        row.executeBatch();
    }
}
