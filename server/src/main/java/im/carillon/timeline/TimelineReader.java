package im.carillon.timeline;

import im.carillon.jid.Jid;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads timelines page by page: archives of accounts (XEP-0313), histories of rooms, items of nodes.
 * A page sees everything that was submitted to the database before it was asked for. Every method
 * blocks, and none holds the database for longer than a page: what would have to be looked for is
 * looked for up to a bound, and the page tells how far that was.
 */
@Singleton
public final class TimelineReader {

    /** Up to this many entries are counted; where there are more, no number is told. */
    public static final int MOST_COUNTED = 10_000;

    /** How many entries are looked at for one page when the database cannot tell which fit. */
    private static final int MOST_SEARCHED = 5_000;

    private static final int PORTION = 500;

    /** A page ends with the entry that makes it larger than this. */
    private static final int LARGEST_PAGE_BYTES = 512 * 1024;

    /** Rows that come from a database server at once; some of them may not be needed. */
    private static final int FETCHED = 50;

    private static final int LARGEST_PORTION_BYTES = 4 * 1024 * 1024;

    private static final String ARCHIVED = " AND (e.flags & " + EntryRows.ARCHIVED + ") <> 0";

    private final Database database;
    private final StoredXml xml;

    @Inject
    public TimelineReader(Database database, StoredXml xml) {
        this.database = database;
        this.xml = xml;
    }

    private record Length(long position, int bytes) {}

    private record Row(long position, byte[] content) {}

    /**
     * A page of what stays in a timeline.
     *
     * @return nothing when one of the positions that the query needs is not in the timeline
     */
    public Optional<TimelinePage> page(TimelineId timeline, TimelineQuery query) {
        awaitEarlier();
        return database.read(handle -> handle.inTransaction(snapshot -> knows(snapshot, timeline, query.known())
                ? Optional.of(counted(snapshot, timeline, query, page(snapshot, timeline, query)))
                : Optional.empty()));
    }

    /** Which positions may fit, as something other than the timeline knows it. */
    @FunctionalInterface
    public interface Candidates {

        /** The first or the last of those between two positions, in that direction; blocks. */
        List<Long> find(long lowest, long highest, boolean backwards, int limit);
    }

    /**
     * A page of what fits a query and is among the candidates.
     *
     * @return nothing when one of the positions that the query needs is not in the timeline
     */
    public Optional<TimelinePage> page(TimelineId timeline, TimelineQuery query, Candidates candidates) {
        if (!database.read(handle -> knows(handle, timeline, query.known()))) {
            return Optional.empty();
        }
        Collected page = new Collected(timeline, query, true);
        TimelineQuery rest = query;
        for (int searched = 0; query.limit() > 0 && !page.isFull(); searched += PORTION) {
            if (searched >= MOST_SEARCHED) {
                page.giveUp();
                break;
            }
            List<Long> found = candidates.find(rest.lowest(), rest.highest(), rest.backwards(), PORTION);
            TimelineQuery among = rest.only(both(query.only(), found));
            database.read(
                    handle -> handle.inTransaction(snapshot -> offer(snapshot, timeline, among, PORTION, 0, page)));
            if (found.size() < PORTION) {
                break;
            }
            rest = rest.behind(found.getLast());
            page.reach(found.getLast());
        }
        return Optional.of(page.toPage());
    }

    private static List<Long> both(Optional<List<Long>> wanted, List<Long> found) {
        return wanted.isEmpty()
                ? found
                : found.stream().filter(new HashSet<>(wanted.get())::contains).toList();
    }

    /**
     * What was stored behind a position, whatever timelines it is in, oldest first. There may be more
     * even when these are fewer than the limit.
     */
    public List<StoredStanza> storedAfter(long position, int limit) {
        return database.read(handle -> handle.createQuery("SELECT position, timelines, content FROM stanza"
                        + " WHERE position > :position AND position <= :end ORDER BY position LIMIT :limit")
                .bind("position", position)
                .bind("end", endOfPortion(handle, position, limit))
                .bind("limit", limit)
                .map((row, context) -> new StoredStanza(
                        row.getLong("position"),
                        TimelineList.read(row.getString("timelines")),
                        xml.element(row.getBytes("content"))))
                .list());
    }

    /** How far one can read without holding too much at once; asking for lengths reads no content. */
    private static long endOfPortion(Handle handle, long position, int limit) {
        long end = position;
        long bytes = 0;
        for (Length row : handle.createQuery("SELECT position, length(content) AS bytes FROM stanza"
                        + " WHERE position > :position ORDER BY position LIMIT :limit")
                .bind("position", position)
                .bind("limit", limit)
                .map((row, context) -> new Length(row.getLong("position"), row.getInt("bytes")))
                .list()) {
            bytes += row.bytes();
            if (end > position && bytes > LARGEST_PORTION_BYTES) {
                break;
            }
            end = row.position();
        }
        return end;
    }

    /** The first and the last position of what stays in a timeline; none when it is empty. */
    public Optional<TimelineBounds> bounds(TimelineId timeline) {
        awaitEarlier();
        return database.read(handle -> handle.createQuery(
                        "SELECT (" + end("ASC") + ") AS first, (" + end("DESC") + ") AS last")
                .bind("timeline", timeline.value())
                .map((row, context) -> {
                    TimelineBounds bounds = new TimelineBounds(row.getLong("first"), row.getLong("last"));
                    return row.wasNull() ? Optional.<TimelineBounds>empty() : Optional.of(bounds);
                })
                .one());
    }

    private static String end(String direction) {
        return "SELECT e.position FROM timeline_entry e WHERE e.timeline_id = :timeline" + ARCHIVED
                + " ORDER BY e.position " + direction + " LIMIT 1";
    }

    /** How many entries stay in a timeline; with millions of them this takes a while. */
    public long count(TimelineId timeline) {
        return database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM timeline_entry e WHERE e.timeline_id = :timeline" + ARCHIVED)
                .bind("timeline", timeline.value())
                .mapTo(Long.class)
                .one());
    }

    /** Whoever asks has sent things before: they are there when they are asked for. */
    public void awaitEarlier() {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        UnitOfWork barrier = new UnitOfWork();
        barrier.whenAssembled(() -> {});
        barrier.afterCommit(() -> passed.complete(true));
        barrier.onFailure(e -> passed.complete(false));
        database.submit(barrier);
        passed.join();
    }

    private static boolean knows(Handle handle, TimelineId timeline, Collection<Long> positions) {
        return positions.isEmpty()
                || handle.createQuery("SELECT count(*) FROM timeline_entry e WHERE e.timeline_id = :timeline"
                                        + " AND e.position IN (<positions>)" + ARCHIVED)
                                .bind("timeline", timeline.value())
                                .bindList("positions", List.copyOf(positions))
                                .mapTo(Integer.class)
                                .one()
                        == positions.size();
    }

    private TimelinePage page(Handle handle, TimelineId timeline, TimelineQuery query) {
        boolean exact = query.party().isPresent();
        Collected page = new Collected(timeline, query, exact);
        if (query.limit() > 0) {
            // which of the entries have that very party stands in the stanzas alone
            int most = exact ? MOST_SEARCHED : query.limit() + query.limit() / 10 + 2;
            if (offer(handle, timeline, query, most, exact ? 0 : query.skip(), page) == most) {
                page.giveUp();
            }
        }
        return page.toPage();
    }

    /**
     * Offers entries to a page as long as it has room.
     *
     * @return how many
     */
    private static int offer(
            Handle handle, TimelineId timeline, TimelineQuery query, int most, int skip, Collected page) {
        int offered = 0;
        try (ResultIterator<Row> rows = rows(handle, timeline, query, most, skip)) {
            while (!page.isFull() && rows.hasNext()) {
                page.offer(rows.next());
                offered++;
            }
        }
        return offered;
    }

    /** Collects a page in the direction of the query. */
    private final class Collected {

        private final TimelineId timeline;
        private final TimelineQuery query;
        private final List<TimelineEntry> entries = new ArrayList<>();
        private Optional<Long> reached = Optional.empty();
        private int left;
        private int bytes;
        private boolean full;

        /** @param skipping whether entries to be left out come here, rather than stay in the database */
        Collected(TimelineId timeline, TimelineQuery query, boolean skipping) {
            this.timeline = timeline;
            this.query = query;
            this.left = skipping ? query.skip() : 0;
        }

        /** Everything up to here has been looked at. */
        void reach(long position) {
            if (!full) {
                reached = Optional.of(position);
            }
        }

        boolean isFull() {
            return full;
        }

        void giveUp() {
            full = true;
        }

        void offer(Row row) {
            if (full) {
                return;
            }
            XmlElement element = xml.element(row.content());
            if (!fits(element)) {
                reached = Optional.of(row.position());
                return;
            }
            if (entries.size() == query.limit() || bytes > LARGEST_PAGE_BYTES) {
                full = true;
                return;
            }
            reached = Optional.of(row.position());
            if (left > 0) {
                left--;
                return;
            }
            bytes += row.content().length;
            entries.add(new TimelineEntry(row.position(), element));
        }

        /** What the database cannot tell. */
        private boolean fits(XmlElement element) {
            return (query.party().isEmpty() || isBetween(element, query.party().get(), address -> address))
                    && (!timeline.isAccount()
                            || query.peer().isEmpty()
                            || isBetween(element, query.peer().get(), Jid::bare));
        }

        TimelinePage toPage() {
            if (query.backwards()) {
                Collections.reverse(entries);
            }
            boolean complete = query.limit() > 0 && !full;
            return new TimelinePage(entries, complete, reached, Optional.empty(), Optional.empty());
        }
    }

    /** Whether an address is that of the sender or of the recipient. */
    private static boolean isBetween(XmlElement element, Jid wanted, UnaryOperator<Jid> part) {
        for (String name : List.of("from", "to")) {
            Optional<String> address = element.attribute(name);
            if (address.isPresent() && part.apply(Jid.of(address.get())).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static ResultIterator<Row> rows(
            Handle handle, TimelineId timeline, TimelineQuery query, int limit, int skip) {
        return bound(
                        handle,
                        "SELECT e.position, s.content FROM timeline_entry e JOIN stanza s ON s.position = e.position"
                                + conditions(query) + " ORDER BY e.position " + (query.backwards() ? "DESC" : "ASC")
                                + " LIMIT " + limit + (skip > 0 ? " OFFSET " + skip : ""),
                        timeline,
                        query)
                .setFetchSize(FETCHED)
                .map((row, context) -> new Row(row.getLong("position"), row.getBytes("content")))
                .iterator();
    }

    /** How many entries fit and how many of them stand before the page, unless there are too many to count. */
    private static TimelinePage counted(Handle handle, TimelineId timeline, TimelineQuery query, TimelinePage page) {
        if (!query.counted() || query.party().isPresent()) {
            return page;
        }
        long first = page.entries().isEmpty()
                ? Long.MIN_VALUE
                : page.entries().getFirst().position();
        return bound(
                        handle,
                        "SELECT count(*) AS entries, coalesce(sum(CASE WHEN position < :first THEN 1 ELSE 0 END), 0)"
                                + " AS earlier FROM (SELECT e.position FROM timeline_entry e" + conditions(query)
                                + " ORDER BY e.position LIMIT " + (MOST_COUNTED + 1) + ") AS fitting",
                        timeline,
                        query)
                .bind("first", first)
                .map((row, context) -> row.getInt("entries") > MOST_COUNTED
                        ? page
                        : new TimelinePage(
                                page.entries(),
                                page.complete() || row.getInt("entries") == 0,
                                page.reached(),
                                Optional.of(row.getInt("entries")),
                                Optional.of(row.getInt("earlier"))))
                .one();
    }

    private static String conditions(TimelineQuery query) {
        return " WHERE e.timeline_id = :timeline AND e.position >= :lowest AND e.position <= :highest"
                + (query.peer().isPresent() ? " AND e.peer = :peer" : "")
                + (query.only().isPresent() ? " AND e.position IN (<only>)" : "")
                + ARCHIVED;
    }

    private static Query bound(Handle handle, String sql, TimelineId timeline, TimelineQuery query) {
        Query bound = handle.createQuery(sql)
                .bind("timeline", timeline.value())
                .bind("lowest", query.lowest())
                .bind("highest", query.highest());
        query.peer().map(PeerKey::of).ifPresent(peer -> bound.bind("peer", peer));
        // no position is zero, and a list of nothing cannot be written in SQL
        query.only().ifPresent(only -> bound.bindList("only", only.isEmpty() ? List.of(0L) : only));
        return bound;
    }
}
