package im.carillon.session;

import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.session.OutboundQueue.Numbered;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.TimelineId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The records of sessions that can be resumed, in the database. */
@Singleton
final class SessionRecords {

    private final Database database;
    private final SessionChanges kind;

    @Inject
    SessionRecords(Database database, SessionChanges kind) {
        this.database = database;
        this.kind = kind;
    }

    void change(UnitOfWork unit, SessionChange change) {
        unit.change(kind, change);
    }

    void submit(UnitOfWork unit) {
        database.submit(unit);
    }

    Database database() {
        return database;
    }

    /** The highest key that was ever used. */
    long lastId() {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(id), 0) FROM managed_session")
                .mapTo(Long.class)
                .one());
    }

    /** All that have not ended; blocks. */
    List<SessionRecord> open() {
        return database.read(handle -> {
            Map<Long, Map<String, byte[]>> values = values(handle);
            Map<Long, List<Numbered>> deliveries = deliveries(handle);
            return handle.createQuery("SELECT id, address, secret, lifetime, since, handled, acknowledged, unanswered"
                            + " FROM managed_session WHERE ended IS NULL ORDER BY id")
                    .map((row, context) -> record(row, values, deliveries))
                    .list();
        });
    }

    private static SessionRecord record(
            ResultSet row, Map<Long, Map<String, byte[]>> values, Map<Long, List<Numbered>> deliveries)
            throws SQLException {
        long id = row.getLong("id");
        long acknowledged = row.getLong("acknowledged");
        byte[] unanswered = row.getBytes("unanswered");
        List<Numbered> open = deliveries.getOrDefault(id, List.of()).stream()
                .filter(delivery -> delivery.number() > acknowledged)
                .toList();
        return new SessionRecord(
                id,
                address(row.getString("address")),
                row.getBytes("secret"),
                Duration.ofSeconds(row.getLong("lifetime")),
                Instant.ofEpochMilli(row.getLong("since")),
                row.getLong("handled"),
                acknowledged,
                unanswered == null ? List.of() : RequestCodec.decode(unanswered),
                values.getOrDefault(id, Map.of()),
                open);
    }

    private static FullJid address(String stored) {
        try {
            return (FullJid) Jid.parse(stored);
        } catch (InvalidJidException e) {
            throw new IllegalStateException("a session is stored for '" + stored + "', which is no address", e);
        }
    }

    private static Map<Long, Map<String, byte[]>> values(Handle handle) {
        Map<Long, Map<String, byte[]>> result = new HashMap<>();
        handle.createQuery("SELECT session_id, name, value FROM managed_session_value")
                .map((row, context) -> result.computeIfAbsent(row.getLong("session_id"), id -> new HashMap<>())
                        .put(row.getString("name"), row.getBytes("value")))
                .forEach(replaced -> {});
        return result;
    }

    private static Map<Long, List<Numbered>> deliveries(Handle handle) {
        Map<Long, List<Numbered>> result = new HashMap<>();
        handle.createQuery("SELECT session_id, number, timeline_id, position, form, answer"
                        + " FROM managed_session_delivery ORDER BY session_id, number")
                .map((row, context) -> result.computeIfAbsent(row.getLong("session_id"), id -> new ArrayList<>())
                        .add(new Numbered(
                                row.getLong("number"),
                                new StoredAt(
                                        new TimelineId(row.getLong("timeline_id")),
                                        row.getLong("position"),
                                        StoredAt.Form.of(row.getInt("form"))),
                                row.getLong("answer"))))
                .forEach(added -> {});
        return result;
    }

    /** How much an ended session had handled, if its secret is the right one. */
    Optional<Long> handledBefore(long id, byte[] secret) {
        return database.read(
                handle -> handle.createQuery("SELECT handled FROM managed_session WHERE id = :id AND secret = :secret")
                        .bind("id", id)
                        .bind("secret", secret)
                        .mapTo(Long.class)
                        .findOne());
    }

    /** Forgets sessions that ended before a time; blocks. */
    void forgetEndedBefore(Instant time) {
        database.write(handle -> handle.execute("DELETE FROM managed_session WHERE ended < ?", time.getEpochSecond()));
    }
}
