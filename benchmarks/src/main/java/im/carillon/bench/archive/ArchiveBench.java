package im.carillon.bench.archive;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.sun.management.OperatingSystemMXBean;
import im.carillon.archive.search.TextIndexer;
import im.carillon.archive.search.TextSearch;
import im.carillon.bench.archive.Conversations.Said;
import im.carillon.config.ArchiveConfig;
import im.carillon.config.ArchivePolicy;
import im.carillon.config.ArchiveRules;
import im.carillon.config.Retention;
import im.carillon.config.StorageConfig;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.TimelineBounds;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.TimelineModule;
import im.carillon.timeline.TimelinePage;
import im.carillon.timeline.TimelineQuery;
import im.carillon.timeline.TimelineReader;
import im.carillon.timeline.Timelines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Fills an embedded database with messages through the committer, and measures pages of it. The
 * database is deleted afterwards.
 *
 * <p>Arguments: how many messages, each of which makes two entries; the directory; and {@code
 * unindexed} to leave out the index of conversations, {@code unsearched} the search.
 */
public final class ArchiveBench {

    private static final int IN_FLIGHT = 4_096;
    private static final int QUERIES = 300;
    private static final int PAGE = 100;

    private static final ArchiveConfig ARCHIVE = new ArchiveConfig(
            true, true, new ArchiveRules(ArchivePolicy.ALWAYS, new Retention(Retention.FOREVER, Retention.ANY_NUMBER)));

    private final Random random = new Random(2);
    private final Path file;
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ArchiveBench(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws Exception {
        int messages = Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory(Path.of(arguments[1]), "archive-bench");
        try {
            new ArchiveBench(directory.resolve("bench.db")).run(messages, Arrays.asList(arguments));
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void run(int messages, List<String> options) throws Exception {
        Injector injector = open();
        try (Database database = injector.getInstance(Database.class)) {
            if (options.contains("unindexed")) {
                database.write(handle -> handle.execute("DROP INDEX timeline_conversation"));
            }
            Timelines timelines = injector.getInstance(Timelines.class);
            fill(database, timelines, messages);
            TimelineReader reader = injector.getInstance(TimelineReader.class);
            plans(database);
            pages(reader, Conversations.timeline(Conversations.BUSY), "busy");
            pages(reader, Conversations.timeline(5_000), "other");
            if (!options.contains("unsearched")) {
                search(database, timelines, reader, messages);
            }
        }
        long begun = System.nanoTime();
        Injector again = open();
        long newest = again.getInstance(Timelines.class).newest();
        print("opened again", (System.nanoTime() - begun) / 1e6, "ms", "newest " + newest);
        again.getInstance(Database.class).close();
    }

    private Injector open() {
        return Guice.createInjector(new TimelineModule(), binder -> {
            binder.bind(StorageConfig.class).toInstance(new StorageConfig.Sqlite(file));
            binder.bind(InstantSource.class).toInstance(Clock.systemUTC());
            binder.bind(StoredXml.class);
            binder.bind(Database.class);
        });
    }

    /** How the database finds pages. */
    private static void plans(Database database) {
        String from = "EXPLAIN QUERY PLAN SELECT e.position, s.content FROM timeline_entry e"
                + " JOIN stanza s ON s.position = e.position WHERE e.timeline_id = 4 AND e.position >= 1"
                + " AND e.position <= 9 AND (e.flags & 2) <> 0";
        for (String condition : List.of("", " AND e.peer = 7")) {
            String sql = from + condition + " ORDER BY e.position DESC LIMIT 101";
            database.read(handle -> handle.createQuery(sql)
                            .map((row, context) -> row.getString("detail"))
                            .list())
                    .forEach(line -> System.out.println("plan" + condition + ": " + line));
        }
    }

    private static void print(String what, double value, String unit, String note) {
        System.out.printf("%-44s %10.2f %-4s %s%n", what, value, unit, note);
    }

    private void fill(Database database, Timelines timelines, int messages) throws InterruptedException {
        Conversations conversations = new Conversations();
        Semaphore room = new Semaphore(IN_FLIGHT);
        long cpu = process.getProcessCpuTime();
        long begun = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            Said said = conversations.next();
            room.acquire();
            UnitOfWork unit = new UnitOfWork();
            unit.whenAssembled(
                    () -> timelines.append(unit, timelines.nextPosition(), said.message(), said.placements()));
            unit.afterCommit(room::release);
            unit.onFailure(e -> {
                throw e;
            });
            database.submit(unit);
        }
        room.acquire(IN_FLIGHT);
        // what is in the journal alone is not stored yet, as far as cost goes
        database.read(
                handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
        print(
                "message stored, CPU",
                (process.getProcessCpuTime() - cpu) / 1e3 / messages,
                "µs",
                messages + " messages");
        print("message stored, time", (System.nanoTime() - begun) / 1e3 / messages, "µs", size());
    }

    private String size() {
        try (Stream<Path> files = Files.list(file.getParent())) {
            long bytes = 0;
            for (Path each : files.toList()) {
                bytes += Files.size(each);
            }
            return (bytes >> 20) + " MiB";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pages(TimelineReader reader, TimelineId timeline, String whose) throws Exception {
        TimelineBounds bounds = reader.bounds(timeline).orElseThrow();
        long span = Math.max(1, bounds.last() - bounds.first());
        measure(whose + ": last page", () -> page(reader, timeline, TimelineQuery.last(PAGE)));
        measure(
                whose + ": last page, counted",
                () -> page(reader, timeline, TimelineQuery.last(PAGE).counting()));
        measure(
                whose + ": page behind a random place",
                () -> page(reader, timeline, TimelineQuery.first(PAGE).after(bounds.first() + random.nextLong(span))));
        measure(
                whose + ": the same, before it",
                () -> page(reader, timeline, TimelineQuery.last(PAGE).before(bounds.first() + random.nextLong(span))));
        for (int peer : new int[] {2, 20, 200}) {
            measure(
                    whose + ": last page with peer " + peer,
                    () -> page(reader, timeline, TimelineQuery.last(PAGE).with(Conversations.address(peer))));
            measure(
                    whose + ": random page with peer " + peer,
                    () -> page(
                            reader,
                            timeline,
                            TimelineQuery.first(PAGE)
                                    .with(Conversations.address(peer))
                                    .after(bounds.first() + random.nextLong(span))));
        }
        measure(
                whose + ": last page with peer 2, counted",
                () -> page(
                        reader,
                        timeline,
                        TimelineQuery.last(PAGE).with(Conversations.address(2)).counting()));
        measure(whose + ": ends of the archive", () -> reader.bounds(timeline).isPresent() ? 2 : 0);
    }

    private static int page(TimelineReader reader, TimelineId timeline, TimelineQuery query) {
        return reader.page(timeline, query)
                .map(TimelinePage::entries)
                .orElseThrow()
                .size();
    }

    private void search(Database database, Timelines timelines, TimelineReader reader, int messages) throws Exception {
        TextSearch search = new TextSearch(new TextIndexer(database, timelines, reader, ARCHIVE), reader);
        TimelineId busy = Conversations.timeline(Conversations.BUSY);
        long cpu = process.getProcessCpuTime();
        long begun = System.nanoTime();
        for (boolean ready = false; !ready; ) {
            ready = find(search, busy, "nothing").isPresent();
        }
        print("message indexed, CPU", (process.getProcessCpuTime() - cpu) / 1e3 / messages, "µs", size());
        print("message indexed, time", (System.nanoTime() - begun) / 1e3 / messages, "µs", "");
        for (int rank : new int[] {0, 10, 1_000, 20_000}) {
            String word = Conversations.word(rank);
            measure(
                    "busy: found by word " + rank,
                    () -> find(search, busy, word).orElseThrow());
            measure(
                    "other: found by word " + rank,
                    () -> find(search, Conversations.timeline(5_000), word).orElseThrow());
        }
        String both = Conversations.word(0) + " " + Conversations.word(1_000);
        measure(
                "busy: found by words 0 and 1000",
                () -> find(search, busy, both).orElseThrow());
    }

    private static Optional<Integer> find(TextSearch search, TimelineId timeline, String text) {
        try {
            return search.page(timeline, TimelineQuery.last(PAGE), text)
                    .map(page -> page.entries().size());
        } catch (StanzaException e) {
            return Optional.empty(); // not indexed yet
        }
    }

    private static void measure(String what, Callable<Integer> query) throws Exception {
        long[] nanos = new long[QUERIES];
        long entries = 0;
        for (int i = -QUERIES / 3; i < QUERIES; i++) {
            long begun = System.nanoTime();
            int found = query.call();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - begun;
                entries += found;
            }
        }
        Arrays.sort(nanos);
        print(
                what,
                nanos[QUERIES / 2] / 1e6,
                "ms",
                "99th percentile %.2f, entries %d".formatted(nanos[QUERIES * 99 / 100] / 1e6, entries / QUERIES));
    }
}
