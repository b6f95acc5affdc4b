package im.carillon.timeline;

import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.RemovableEntries.Entry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Takes entries out of timelines, in portions that hold up nobody. What no session has yet is not
 * touched, except when its timeline goes altogether. A stanza goes with the last of its entries.
 *
 * <p>One thread at a time may find and remove; every method blocks. Entries are found in the database
 * and removed by position, so that the same removal done twice is done once.
 */
@Singleton
public final class TimelinePurge {

    /** Neither waiting for a session, nor on its way to one that can be resumed. */
    private static final String NOT_PENDING = " AND NOT EXISTS (SELECT 1 FROM pending_entry p"
            + " WHERE p.timeline_id = e.timeline_id AND p.position = e.position)"
            + " AND e.position NOT IN (SELECT d.position FROM managed_session_delivery d)";

    private final Database database;

    @Inject
    public TimelinePurge(Database database) {
        this.database = database;
    }

    private record Found(Entry entry, String timelines) {}

    /** The timeline behind another one, in the order of their numbers; begin with nothing. */
    public Optional<TimelineId> next(Optional<TimelineId> before) {
        return database.read(handle -> handle.createQuery(
                        "SELECT min(timeline_id) FROM timeline_entry WHERE timeline_id > :before")
                .bind("before", before.map(TimelineId::value).orElse(Long.MIN_VALUE))
                .map((row, context) -> {
                    long value = row.getLong(1);
                    return row.wasNull() ? Optional.<TimelineId>empty() : Optional.of(new TimelineId(value));
                })
                .one());
    }

    /** The position of the oldest of this many newest entries; nothing when there are not more. */
    public Optional<Long> oldestOf(TimelineId timeline, int newest) {
        return database.read(
                handle -> handle.createQuery("SELECT e.position FROM timeline_entry e WHERE e.timeline_id = :timeline"
                                + " AND (e.flags & " + EntryRows.ARCHIVED + ") <> 0"
                                + " ORDER BY e.position DESC LIMIT 1 OFFSET :skip")
                        .bind("timeline", timeline.value())
                        .bind("skip", newest - 1)
                        .mapTo(Long.class)
                        .findOne());
    }

    /** Entries of a timeline between two positions, neither included, that somebody has got. */
    public RemovableEntries before(TimelineId timeline, long after, long before, int limit) {
        return find(
                "e.timeline_id = :timeline AND e.position > :after AND e.position < :before" + NOT_PENDING,
                Map.of("timeline", timeline.value(), "after", after, "before", before, "limit", limit),
                after);
    }

    /** Entries of a timeline that goes altogether. */
    public RemovableEntries all(TimelineId timeline, int limit) {
        return find("e.timeline_id = :timeline", Map.of("timeline", timeline.value(), "limit", limit), Long.MIN_VALUE);
    }

    /** Entries of any timeline that were stored until somebody had got them, and are not needed longer. */
    public RemovableEntries leftOver(long after, long before, int limit) {
        return find(
                "(e.flags & " + EntryRows.ARCHIVED + ") = 0 AND e.position > :after AND e.position < :before"
                        + NOT_PENDING,
                Map.of("after", after, "before", before, "limit", limit),
                after);
    }

    private RemovableEntries find(String condition, Map<String, Object> values, long after) {
        return database.read(handle -> {
            Query query = handle.createQuery("SELECT e.timeline_id, e.position, s.timelines FROM timeline_entry e"
                    + " LEFT JOIN stanza s ON s.position = e.position WHERE " + condition
                    + " ORDER BY e.position LIMIT :limit");
            values.forEach(query::bind);
            List<Found> found = query.map((row, context) -> new Found(
                            new Entry(new TimelineId(row.getLong("timeline_id")), row.getLong("position")),
                            Optional.ofNullable(row.getString("timelines")).orElse("")))
                    .list();
            return new RemovableEntries(
                    found.stream().map(Found::entry).toList(),
                    unneeded(handle, found),
                    found.isEmpty() ? after : found.getLast().entry().position());
        });
    }

    /** The stanzas that are in no other timeline than those they are about to leave. */
    private static List<Long> unneeded(Handle handle, List<Found> found) {
        Set<Entry> leaving = new HashSet<>();
        found.forEach(each -> leaving.add(each.entry()));
        Map<TimelineId, List<Long>> elsewhere = new HashMap<>();
        Set<Long> unneeded = new HashSet<>();
        for (Found each : found) {
            long position = each.entry().position();
            unneeded.add(position);
            for (TimelineId timeline : TimelineList.read(each.timelines())) {
                if (!leaving.contains(new Entry(timeline, position))) {
                    elsewhere.computeIfAbsent(timeline, t -> new ArrayList<>()).add(position);
                }
            }
        }
        elsewhere.forEach((timeline, positions) -> handle.createQuery(
                        "SELECT position FROM timeline_entry WHERE timeline_id = :timeline"
                                + " AND position IN (<positions>)")
                .bind("timeline", timeline.value())
                .bindList("positions", positions)
                .mapTo(Long.class)
                .forEach(unneeded::remove));
        return List.copyOf(unneeded);
    }

    /** Removes what was found; returns when that is durable. */
    public void remove(RemovableEntries portion) {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        portion.entries().forEach(entry -> unit.change(RemovedEntries.KIND, entry));
        portion.stanzas().forEach(position -> unit.change(RemovedStanzas.KIND, position));
        unit.afterCommit(() -> durable.complete(true));
        unit.onFailure(durable::completeExceptionally);
        database.submit(unit);
        try {
            durable.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException known
                    ? known
                    : new StorageException("entries could not be removed: " + e.getMessage(), e);
        }
    }
}
