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

    /** Which of them. */
    public enum Which {
        ALL(""),
        /** Those that can be had in no other way. */
        NOT_ARCHIVED(" AND e.flags & " + EntryRows.ARCHIVED + " = 0");

        private final String restriction;

        Which(String restriction) {
            this.restriction = restriction;
        }

        private String of(String columns) {
            return "SELECT " + columns + " FROM pending_entry p"
                    + " JOIN timeline_entry e ON e.timeline_id = p.timeline_id AND e.position = p.position"
                    + " JOIN stanza s ON s.position = p.position"
                    + " WHERE p.timeline_id = :timeline" + restriction;
        }
    }

    @Inject
    public PendingEntries(Database database, Timelines timelines) {
        this.database = database;
        this.timelines = timelines;
    }

    /** How many there are, counted up to {@code limit}; blocks. */
    public int count(TimelineId timeline, Which which, int limit) {
        return database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM (" + which.of("p.position") + " LIMIT :limit) AS some")
                .bind("timeline", timeline.value())
                .bind("limit", limit)
                .mapTo(Integer.class)
                .one());
    }

    /** The oldest ones, in order. */
    public List<TimelineEntry> oldest(Handle handle, TimelineId timeline, Which which, int limit) {
        return handle.createQuery(which.of("p.position, s.content") + " ORDER BY p.position LIMIT :limit")
                .bind("timeline", timeline.value())
                .bind("limit", limit)
                .map((row, context) -> timelines.entry(row.getLong("position"), row.getBytes("content")))
                .list();
    }

    /** Takes an entry off the list. */
    public void delivered(UnitOfWork unit, TimelineId timeline, long position) {
        unit.change(PendingRows.KIND, new PendingRows.Row(timeline.value(), position, false));
    }
}
