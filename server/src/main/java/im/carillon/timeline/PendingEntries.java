package im.carillon.timeline;

import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The entries of timelines that no session has yet (XEP-0160). */
@Singleton
public final class PendingEntries {

    private final Database database;
    private final Timelines timelines;

    private static final String FROM = " FROM pending_entry p"
            + " JOIN timeline_entry e ON e.timeline_id = p.timeline_id AND e.position = p.position"
            + " JOIN stanza s ON s.position = p.position"
            + " WHERE p.timeline_id = :timeline";
    private static final String NOT_ARCHIVED = "e.flags & " + EntryRows.ARCHIVED + " = 0";

    @Inject
    public PendingEntries(Database database, Timelines timelines) {
        this.database = database;
        this.timelines = timelines;
    }

    /** How many there are that can be had in no other way, counted up to {@code limit}; blocks. */
    public int countNotArchived(TimelineId timeline, int limit) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM (SELECT p.position" + FROM + " AND "
                        + NOT_ARCHIVED + " LIMIT :limit) AS some")
                .bind("timeline", timeline.value())
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
    }

    /**
     * The oldest ones, in order.
     *
     * @param read the last position that was read in the archive already, or 0
     * @param upTo the last position that is of interest
     */
    public List<TimelineEntry> oldest(Handle handle, TimelineId timeline, long read, long upTo, int limit) {
        return handle.createQuery("SELECT p.position, s.content" + FROM + " AND (p.position > :read OR " + NOT_ARCHIVED
                        + ") AND p.position <= :upTo ORDER BY p.position LIMIT :limit")
                .bind("timeline", timeline.value())
                .bind("upTo", upTo)
                .bind("read", read)
                .bind("limit", limit)
                .map((row, context) -> timelines.entry(row.getLong("position"), row.getBytes("content")))
                .list();
    }

    /** Takes an entry off the list. */
    public void delivered(UnitOfWork unit, TimelineId timeline, long position) {
        unit.change(PendingRows.KIND, new PendingRows.Row(timeline.value(), position, false));
    }
}
