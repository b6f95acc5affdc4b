package im.carillon.session;

import im.carillon.session.OutboundQueue.Numbered;
import im.carillon.session.SessionChange.Acknowledged;
import im.carillon.session.SessionChange.Delivered;
import im.carillon.session.SessionChange.Enabled;
import im.carillon.session.SessionChange.Ended;
import im.carillon.session.SessionChange.Handled;
import im.carillon.session.SessionChange.Renumbered;
import im.carillon.session.SessionChange.Value;
import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How changes of session records get into the database. Of a batch, what a later change makes void is
 * not written: a message that was delivered and acknowledged in the same batch leaves no trace.
 */
final class SessionChanges implements ChangeKind<SessionChange> {

    /** What a batch does to one session in the end. */
    private static final class Net {
        private @Nullable Enabled enabled;
        private @Nullable Handled handled;
        private long acknowledged = -1;
        private @Nullable Renumbered renumbered;
        private final TreeMap<Long, Numbered> deliveries = new TreeMap<>();
        private final Map<String, Optional<byte[]>> values = new LinkedHashMap<>();
        private @Nullable Ended ended;

        private void add(SessionChange change) {
            switch (change) {
                case Enabled first -> enabled = first;
                case Handled count -> handled = count;
                case Delivered delivery ->
                    deliveries.put(
                            delivery.number(), new Numbered(delivery.number(), delivery.place(), delivery.answer()));
                case Acknowledged count -> {
                    acknowledged = Math.max(acknowledged, count.number());
                    deliveries.headMap(acknowledged, true).clear();
                }
                case Renumbered anew -> {
                    renumbered = anew;
                    acknowledged = anew.acknowledged();
                    deliveries.clear();
                    anew.deliveries().forEach(each -> deliveries.put(each.number(), each));
                }
                case Value value -> values.put(value.name(), value.value());
                case Ended end -> {
                    ended = end;
                    deliveries.clear();
                    values.clear();
                }
            }
        }
    }

    @Override
    public String name() {
        return "session";
    }

    @Override
    public void encode(SessionChange change, ChangeOutput out) {
        SessionChangeCodec.encode(change, out);
    }

    @Override
    public SessionChange decode(ChangeInput in) {
        return SessionChangeCodec.decode(in);
    }

    @Override
    public void apply(WriteContext context, List<SessionChange> changes) throws SQLException {
        Map<Long, Net> sessions = new LinkedHashMap<>();
        changes.forEach(change ->
                sessions.computeIfAbsent(change.session(), id -> new Net()).add(change));
        enable(context, sessions);
        for (Map.Entry<Long, Net> each : sessions.entrySet()) {
            handled(context, each.getKey(), each.getValue());
            acknowledge(context, each.getKey(), each.getValue());
        }
        values(context, sessions);
        deliver(context, sessions);
        end(context, sessions);
    }

    private static void enable(WriteContext context, Map<Long, Net> sessions) throws SQLException {
        PreparedStatement insert = context.prepared("INSERT INTO managed_session (id, address, secret, lifetime, since)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        for (Net net : sessions.values()) {
            Enabled enabled = net.enabled;
            if (enabled != null) {
                insert.setLong(1, enabled.session());
                insert.setString(2, enabled.address());
                insert.setBytes(3, enabled.secret());
                insert.setLong(4, enabled.lifetime());
                insert.setLong(5, enabled.since());
                insert.addBatch();
            }
        }
        insert.executeBatch();
    }

    private static void handled(WriteContext context, long session, Net net) throws SQLException {
        Handled handled = net.handled;
        if (handled != null) {
            PreparedStatement update =
                    context.prepared("UPDATE managed_session SET handled = ?, unanswered = ? WHERE id = ?");
            update.setLong(1, handled.number());
            update.setBytes(2, RequestCodec.encode(handled.unanswered()));
            update.setLong(3, session);
            update.executeUpdate();
        }
    }

    private static void acknowledge(WriteContext context, long session, Net net) throws SQLException {
        if (net.acknowledged < 0) {
            return;
        }
        PreparedStatement update = context.prepared("UPDATE managed_session SET acknowledged = ? WHERE id = ?");
        update.setLong(1, net.acknowledged);
        update.setLong(2, session);
        update.executeUpdate();
        PreparedStatement delete =
                context.prepared("DELETE FROM managed_session_delivery WHERE session_id = ? AND number <= ?");
        delete.setLong(1, session);
        delete.setLong(2, net.renumbered == null ? net.acknowledged : Long.MAX_VALUE);
        delete.executeUpdate();
    }

    private static void values(WriteContext context, Map<Long, Net> sessions) throws SQLException {
        PreparedStatement put =
                context.prepared("INSERT INTO managed_session_value (session_id, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (session_id, name) DO UPDATE SET value = excluded.value");
        PreparedStatement delete =
                context.prepared("DELETE FROM managed_session_value WHERE session_id = ? AND name = ?");
        for (Map.Entry<Long, Net> each : sessions.entrySet()) {
            for (Map.Entry<String, Optional<byte[]>> value :
                    each.getValue().values.entrySet()) {
                PreparedStatement statement = value.getValue().isPresent() ? put : delete;
                statement.setLong(1, each.getKey());
                statement.setString(2, value.getKey());
                if (value.getValue().isPresent()) {
                    statement.setBytes(3, value.getValue().get());
                }
                statement.addBatch();
            }
        }
        put.executeBatch();
        delete.executeBatch();
    }

    private static void deliver(WriteContext context, Map<Long, Net> sessions) throws SQLException {
        PreparedStatement insert = context.prepared(
                "INSERT INTO managed_session_delivery (session_id, number, timeline_id, position, form, answer)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        for (Map.Entry<Long, Net> each : sessions.entrySet()) {
            for (Numbered delivery : each.getValue().deliveries.values()) {
                insert.setLong(1, each.getKey());
                insert.setLong(2, delivery.number());
                insert.setLong(3, delivery.place().timeline().value());
                insert.setLong(4, delivery.place().position());
                insert.setInt(5, delivery.place().form().stored());
                insert.setLong(6, delivery.answer());
                insert.addBatch();
            }
        }
        insert.executeBatch();
    }

    private static void end(WriteContext context, Map<Long, Net> sessions) throws SQLException {
        PreparedStatement update = context.prepared("UPDATE managed_session SET ended = ? WHERE id = ?");
        PreparedStatement values = context.prepared("DELETE FROM managed_session_value WHERE session_id = ?");
        PreparedStatement deliveries = context.prepared("DELETE FROM managed_session_delivery WHERE session_id = ?");
        for (Map.Entry<Long, Net> each : sessions.entrySet()) {
            Ended ended = each.getValue().ended;
            if (ended != null) {
                update.setLong(1, ended.when());
                update.setLong(2, each.getKey());
                update.addBatch();
                values.setLong(1, each.getKey());
                values.addBatch();
                deliveries.setLong(1, each.getKey());
                deliveries.addBatch();
            }
        }
        update.executeBatch();
        values.executeBatch();
        deliveries.executeBatch();
    }
}
