package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
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

    static final NodeItemRows KIND = new NodeItemRows();

    /** An entry that the node's owner keeps, as if it had received it. */
    private static final int FLAGS = 3;

    private static final int STORED = 0;
    private static final int REMOVED = 1;

    @Override
    public String name() {
        return "node_item";
    }

    @Override
    public void encode(NodeItemChange change, ChangeOutput out) {
        switch (change) {
            case NodeItemChange.Stored item ->
                out.number(STORED)
                        .number(item.timeline().value())
                        .number(item.position())
                        .text(item.id())
                        .text(item.publisher())
                        .bytes(item.content());
            case NodeItemChange.Removed item ->
                out.number(REMOVED).number(item.timeline().value()).number(item.position());
        }
    }

    @Override
    public NodeItemChange decode(ChangeInput in) {
        boolean stored = in.number() == STORED;
        TimelineId timeline = new TimelineId(in.number());
        long position = in.number();
        return stored
                ? new NodeItemChange.Stored(timeline, position, in.text(), in.text(), in.bytes())
                : new NodeItemChange.Removed(timeline, position);
    }

    @Override
    public void apply(WriteContext context, List<NodeItemChange> changes) throws SQLException {
        Map<Long, NodeItemChange.Stored> stored = LinkedHashMap.newLinkedHashMap(changes.size());
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
            insert(context, List.copyOf(stored.values()));
        }
    }

    private static void delete(WriteContext context, List<NodeItemChange.Removed> items) throws SQLException {
        context.batch("DELETE FROM node_item WHERE node_id = ? AND position = ?", items, (delete, item) -> {
            delete.setLong(1, item.timeline().owner());
            delete.setLong(2, item.position());
        });
        context.batch("DELETE FROM timeline_entry WHERE timeline_id = ? AND position = ?", items, (delete, item) -> {
            delete.setLong(1, item.timeline().value());
            delete.setLong(2, item.position());
        });
        context.batch(
                "DELETE FROM stanza WHERE position = ?", items, (delete, item) -> delete.setLong(1, item.position()));
    }

    private static void insert(WriteContext context, List<NodeItemChange.Stored> items) throws SQLException {
        context.batch(
                "INSERT INTO stanza (position, timelines, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                items,
                (insert, item) -> {
                    insert.setLong(1, item.position());
                    insert.setString(2, Long.toString(item.timeline().value()));
                    insert.setBytes(3, item.content());
                });
        context.batch(
                "INSERT INTO timeline_entry (timeline_id, position, peer, flags) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                items,
                (insert, item) -> {
                    insert.setLong(1, item.timeline().value());
                    insert.setLong(2, item.position());
                    insert.setLong(3, PeerKey.of(item.publisher()));
                    insert.setInt(4, FLAGS);
                });
        context.batch(
                "INSERT INTO node_item (node_id, position, item_id, publisher) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                items,
                (insert, item) -> {
                    insert.setLong(1, item.timeline().owner());
                    insert.setLong(2, item.position());
                    insert.setString(3, item.id());
                    insert.setString(4, item.publisher());
                });
    }
}
