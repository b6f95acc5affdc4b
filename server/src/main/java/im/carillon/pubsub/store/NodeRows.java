package im.carillon.pubsub.store;

import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.Subscription;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.WriteContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes what changed about nodes. */
final class NodeRows implements ChangeKind<NodeRows.Row> {

    /** @param node the number of the node */
    record Row(long node, NodeChange change) {}

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        for (Row row : rows) {
            switch (row.change()) {
                case NodeChange.Configured change -> configure(context, row.node(), change);
                case NodeChange.Affiliated change -> affiliate(context, row.node(), change);
                case NodeChange.Subscribed(Subscription subscription) -> put(context, row.node(), subscription);
                case NodeChange.Unsubscribed(Subscription subscription) -> remove(context, row.node(), subscription);
            }
        }
    }

    private static void configure(WriteContext context, long node, NodeChange.Configured change) throws SQLException {
        PreparedStatement update = context.prepared("UPDATE node SET config = ?, item_seconds = ? WHERE id = ?");
        update.setString(1, change.config().stored());
        update.setLong(2, change.config().itemSeconds());
        update.setLong(3, node);
        update.executeUpdate();
    }

    private static void affiliate(WriteContext context, long node, NodeChange.Affiliated change) throws SQLException {
        boolean none = change.affiliation() == Affiliation.NONE;
        PreparedStatement update = context.prepared(
                none
                        ? "DELETE FROM node_affiliation WHERE node_id = ? AND address = ?"
                        : "INSERT INTO node_affiliation (node_id, address, affiliation) VALUES (?, ?, ?)"
                                + " ON CONFLICT (node_id, address) DO UPDATE SET affiliation = excluded.affiliation");
        update.setLong(1, node);
        update.setString(2, change.who().toString());
        if (!none) {
            update.setString(3, change.affiliation().wire());
        }
        update.executeUpdate();
    }

    private static void put(WriteContext context, long node, Subscription subscription) throws SQLException {
        PreparedStatement insert =
                context.prepared("INSERT INTO node_subscription (node_id, address, subid, account, state, options)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (node_id, address, subid)"
                        + " DO UPDATE SET state = excluded.state, options = excluded.options");
        insert.setLong(1, node);
        insert.setString(2, subscription.address().toString());
        insert.setString(3, subscription.id());
        insert.setString(4, subscription.address().bare().toString());
        insert.setString(5, subscription.state().wire());
        insert.setString(6, subscription.options().stored());
        insert.executeUpdate();
    }

    private static void remove(WriteContext context, long node, Subscription subscription) throws SQLException {
        PreparedStatement delete =
                context.prepared("DELETE FROM node_subscription WHERE node_id = ? AND address = ? AND subid = ?");
        delete.setLong(1, node);
        delete.setString(2, subscription.address().toString());
        delete.setString(3, subscription.id());
        delete.executeUpdate();
    }
}
