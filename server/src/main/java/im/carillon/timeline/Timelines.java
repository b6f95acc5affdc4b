package im.carillon.timeline;

import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The timelines of all accounts. */
@Singleton
public final class Timelines {

    private static final XmlLimits STORED = new XmlLimits(Integer.MAX_VALUE, 1_000, 10_000, 10_000);

    private final Database database;
    private final Positions positions;
    private final XmlParser parser = new XmlParser(STORED);

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

    /** The highest position that was ever handed out. Any thread. */
    public long newest() {
        return positions.last();
    }

    /** Takes the next position; only while a unit is being assembled. */
    public long nextPosition() {
        return positions.next();
    }

    /** Stores an element at a position and puts it into timelines; only while a unit is being assembled. */
    public void append(UnitOfWork unit, long position, XmlElement element, List<Placement> placements) {
        unit.change(
                StanzaRows.KIND,
                new StanzaRows.Row(position, TimelineList.of(placements), XmlEncoder.encode(element, "")));
        for (Placement placement : placements) {
            unit.change(EntryRows.KIND, EntryRows.Row.of(position, placement));
            if (placement.pending()) {
                pendAgain(unit, placement.timeline(), position);
            }
        }
    }

    /** Marks an entry as not delivered to anybody after all. */
    public void pendAgain(UnitOfWork unit, TimelineId timeline, long position) {
        unit.change(PendingRows.KIND, new PendingRows.Row(timeline.value(), position, true));
    }

    /** What is stored at these positions, as far as it is still there; blocks. */
    public Map<Long, TimelineEntry> at(Collection<Long> positions) {
        if (positions.isEmpty()) {
            return Map.of();
        }
        return database.read(
                handle -> handle.createQuery("SELECT position, content FROM stanza WHERE position IN (<positions>)")
                        .bindList("positions", List.copyOf(positions))
                        .map((row, context) -> entry(row.getLong("position"), row.getBytes("content")))
                        .collectToMap(TimelineEntry::position, entry -> entry));
    }

    /** What was stored last, in whichever timeline, newest first. */
    List<TimelineEntry> latest(Handle handle, long since, int limit) {
        return handle.createQuery("SELECT position, content FROM stanza WHERE position > :since"
                        + " ORDER BY position DESC LIMIT :limit")
                .bind("since", since)
                .bind("limit", limit)
                .map((row, context) -> entry(row.getLong("position"), row.getBytes("content")))
                .list();
    }

    /** Fails the transaction unless there is something at a position. */
    void requireStored(Handle handle, long position) {
        boolean stored = handle.createQuery("SELECT 1 FROM stanza WHERE position = :position")
                .bind("position", position)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!stored) {
            throw new IllegalStateException("the first copy of the message was not stored");
        }
    }

    TimelineEntry entry(long position, byte[] content) {
        try {
            return new TimelineEntry(position, parser.parse(content));
        } catch (XmlException e) {
            throw new IllegalStateException("the stored stanza at " + position + " cannot be read", e);
        }
    }
}
