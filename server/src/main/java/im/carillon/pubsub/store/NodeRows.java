package im.carillon.pubsub.store;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.node.SubscriptionOptions;
import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes what changed about nodes. */
final class NodeRows implements ChangeKind<NodeRows.Row> {

    /** @param node the number of the node */
    record Row(long node, NodeChange change) {}

    static final NodeRows KIND = new NodeRows();

    private static final int CONFIGURED = 0;
    private static final int AFFILIATED = 1;
    private static final int SUBSCRIBED = 2;
    private static final int UNSUBSCRIBED = 3;

    @Override
    public String name() {
        return "node";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.number(row.node());
        switch (row.change()) {
            case NodeChange.Configured(NodeConfig config) ->
                out.number(CONFIGURED).text(config.stored());
            case NodeChange.Affiliated(BareJid who, Affiliation affiliation) ->
                out.number(AFFILIATED).text(who.toString()).text(affiliation.wire());
            case NodeChange.Subscribed(Subscription subscription) -> encode(SUBSCRIBED, subscription, out);
            case NodeChange.Unsubscribed(Subscription subscription) -> encode(UNSUBSCRIBED, subscription, out);
        }
    }

    private static void encode(int what, Subscription subscription, ChangeOutput out) {
        out.number(what)
                .text(subscription.address().toString())
                .text(subscription.id())
                .text(subscription.state().wire())
                .text(subscription.options().stored());
    }

    @Override
    public Row decode(ChangeInput in) {
        long node = in.number();
        int what = (int) in.number();
        return new Row(
                node,
                switch (what) {
                    case CONFIGURED -> new NodeChange.Configured(NodeConfig.ofStored(in.text()));
                    case AFFILIATED ->
                        new NodeChange.Affiliated(
                                BareJid.of(in.text()), Affiliation.of(in.text()).orElse(Affiliation.NONE));
                    case SUBSCRIBED -> new NodeChange.Subscribed(subscription(in));
                    case UNSUBSCRIBED -> new NodeChange.Unsubscribed(subscription(in));
                    default -> throw new IllegalStateException("there is no change of a node with the number " + what);
                });
    }

    private static Subscription subscription(ChangeInput in) {
        return new Subscription(
                Jid.of(in.text()),
                in.text(),
                Subscription.State.of(in.text()).orElse(Subscription.State.PENDING),
                SubscriptionOptions.ofStored(in.text()));
    }

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
