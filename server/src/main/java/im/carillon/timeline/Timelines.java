package im.carillon.timeline;

import im.carillon.storage.ChangeKind;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.storage.WriteContext;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The timelines of all accounts. */
@Singleton
public final class Timelines {

    /** Bits of {@code timeline_entry.flags}. */
    private static final int INCOMING = 1;

    private static final int ARCHIVED = 2;

    private static final XmlLimits STORED = new XmlLimits(Integer.MAX_VALUE, 1_000, 10_000, 10_000);

    private final ChangeKind<StanzaRow> stanzas = Timelines::insertStanzas;
    private final ChangeKind<EntryRow> entries = Timelines::insertEntries;
    private final ChangeKind<EntryRow> pending = Timelines::insertPending;
    private final Database database;
    private final Positions positions;
    private final XmlParser parser = new XmlParser(STORED);

    private record StanzaRow(long position, byte[] content) {}

    private record EntryRow(long position, Placement placement) {}

    @Inject
    public Timelines(Database database, InstantSource clock) {
        this.database = database;
        this.positions = new Positions(clock, lastPosition());
    }

    private long lastPosition() {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(position), 0) FROM stanza")
                .mapTo(Long.class)
                .one());
    }

    /** Takes the next position; only while a unit is being assembled. */
    public long nextPosition() {
        return positions.next();
    }

    /** Stores an element at a position and puts it into timelines; only while a unit is being assembled. */
    public void append(UnitOfWork unit, long position, XmlElement element, List<Placement> placements) {
        unit.change(stanzas, new StanzaRow(position, XmlEncoder.encode(element, "")));
        for (Placement placement : placements) {
            EntryRow row = new EntryRow(position, placement);
            unit.change(entries, row);
            if (placement.pending()) {
                unit.change(pending, row);
            }
        }
    }

    /** Marks an entry as not delivered to anybody after all. */
    public void pendAgain(UnitOfWork unit, long position, Placement placement) {
        unit.change(pending, new EntryRow(position, placement));
    }

    /** Whether a timeline has entries that no session has yet; blocks. */
    public boolean hasPending(TimelineId timeline) {
        return database.read(
                handle -> handle.createQuery("SELECT 1 FROM pending_entry WHERE timeline_id = :timeline LIMIT 1")
                        .bind("timeline", timeline.value())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }

    /**
     * Takes entries that no session has yet, oldest first; they count as delivered once the
     * transaction of the handle is committed.
     */
    public List<TimelineEntry> takePending(Handle handle, TimelineId timeline, int limit) {
        List<TimelineEntry> taken = new ArrayList<>();
        handle.createQuery("SELECT p.position, s.content FROM pending_entry p JOIN stanza s ON s.position = p.position"
                        + " WHERE p.timeline_id = :timeline ORDER BY p.position LIMIT :limit")
                .bind("timeline", timeline.value())
                .bind("limit", limit)
                .map((row, context) -> entry(row.getLong("position"), row.getBytes("content")))
                .forEach(taken::add);
        if (!taken.isEmpty()) {
            handle.execute(
                    "DELETE FROM pending_entry WHERE timeline_id = ? AND position <= ?",
                    timeline.value(),
                    taken.getLast().position());
        }
        return taken;
    }

    private TimelineEntry entry(long position, byte[] content) {
        try {
            return new TimelineEntry(position, parser.parse(content));
        } catch (XmlException e) {
            throw new IllegalStateException("the stored stanza at " + position + " cannot be read", e);
        }
    }

    private static void insertStanzas(WriteContext context, List<StanzaRow> rows) throws SQLException {
        PreparedStatement insert = context.prepared("INSERT INTO stanza (position, content) VALUES (?, ?)");
        for (StanzaRow row : rows) {
            insert.setLong(1, row.position());
            insert.setBytes(2, row.content());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private static void insertEntries(WriteContext context, List<EntryRow> rows) throws SQLException {
        PreparedStatement insert =
                context.prepared("INSERT INTO timeline_entry (timeline_id, position, peer, flags) VALUES (?, ?, ?, ?)");
        for (EntryRow row : rows) {
            Placement placement = row.placement();
            insert.setLong(1, placement.timeline().value());
            insert.setLong(2, row.position());
            insert.setString(3, placement.peer().toString());
            insert.setInt(4, (placement.incoming() ? INCOMING : 0) | (placement.archived() ? ARCHIVED : 0));
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private static void insertPending(WriteContext context, List<EntryRow> rows) throws SQLException {
        PreparedStatement insert = context.prepared(
                "INSERT INTO pending_entry (timeline_id, position) VALUES (?, ?) ON CONFLICT DO NOTHING");
        for (EntryRow row : rows) {
            insert.setLong(1, row.placement().timeline().value());
            insert.setLong(2, row.position());
            insert.addBatch();
        }
        insert.executeBatch();
    }
}
