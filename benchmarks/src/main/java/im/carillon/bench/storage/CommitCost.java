package im.carillon.bench.storage;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.sun.management.OperatingSystemMXBean;
import im.carillon.bench.FsyncMedian;
import im.carillon.config.StorageConfig;
import im.carillon.jid.BareJid;
import im.carillon.storage.CommitCounts;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Placement;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.TimelineModule;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Processor time for each message that is put into two timelines, with a window of messages under way,
 * counted until the database has all of them.
 */
public final class CommitCost {

    private static final int[] WINDOWS = {1, 16, 256};
    private static final int SLICES = 5;
    private static final String MESSAGE = "<message xmlns='jabber:client' type='chat' id='m-0000-000001'"
            + " from='romeo@example.org/orchard' to='juliet@example.org/balcony'><body>All is well in the village of"
            + " Sakai; the bell rings at six and the boats come in. All is well in the vil</body></message>";

    private final Path folder;
    private final int accounts;
    private final List<BareJid> peers;
    private final XmlElement message;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private CommitCost(Path folder, int accounts) throws XmlException {
        this.folder = folder;
        this.accounts = accounts;
        this.peers = IntStream.range(0, accounts)
                .mapToObj(i -> BareJid.of("user" + i + "@example.org"))
                .toList();
        this.message =
                new XmlParser(new XmlLimits(100_000, 100, 100, 1_000)).parse(MESSAGE.getBytes(StandardCharsets.UTF_8));
    }

    /** Arguments: a folder on the disk to measure, and how many accounts write to each other (16). */
    public static void main(String[] arguments) throws IOException, XmlException {
        Path folder = Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "."), "commit-cost");
        int accounts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
        try {
            new CommitCost(folder, accounts).measure();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void measure() {
        System.out.printf("fsync in this folder: %s; %d accounts%n", FsyncMedian.of(folder), accounts);
        Injector injector = Guice.createInjector(Stage.PRODUCTION, new TimelineModule(), binder -> {
            binder.bind(StorageConfig.class).toInstance(new StorageConfig.Sqlite(folder.resolve("cost.db")));
            binder.bind(InstantSource.class).toInstance(Clock.systemUTC());
            binder.bind(Database.class);
        });
        try (Database database = injector.getInstance(Database.class)) {
            Timelines timelines = injector.getInstance(Timelines.class);
            for (int window : WINDOWS) {
                run(database, timelines, window, 20_000L * (window > 1 ? 5 : 1)); // unmeasured
            }
            for (int window : WINDOWS) {
                for (int slice = 0; slice < SLICES; slice++) {
                    report(database, timelines, window);
                }
            }
        }
    }

    private void report(Database database, Timelines timelines, int window) {
        long messages = window > 1 ? 50_000 : 5_000;
        CommitCounts before = database.counts();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        run(database, timelines, window, messages);
        double used = system.getProcessCpuTime() - cpu;
        double elapsed = System.nanoTime() - wall;
        CommitCounts after = database.counts();
        System.out.printf(
                Locale.ROOT,
                "window %3d: %6.2f µs CPU a message, %7.0f messages per CPU second, %6.0f/s, groups of %.1f%n",
                window,
                used / messages / 1e3,
                messages / used * 1e9,
                messages / elapsed * 1e9,
                (after.units() - before.units()) / (double) (after.groups() - before.groups()));
    }

    /** Returns when all are in the database. */
    private void run(Database database, Timelines timelines, int window, long messages) {
        Semaphore room = new Semaphore(window);
        for (long i = 0; i < messages; i++) {
            room.acquireUninterruptibly();
            UnitOfWork unit = new UnitOfWork();
            long sender = i * 7_919 % accounts;
            unit.whenAssembled(() -> append(timelines, unit, sender));
            unit.afterCommit(room::release);
            unit.onFailure(e -> {
                throw e;
            });
            database.submit(unit);
        }
        room.acquireUninterruptibly(window);
        database.read(
                handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
    }

    private void append(Timelines timelines, UnitOfWork unit, long sender) {
        long recipient = (sender + 1) % accounts;
        long position = timelines.nextPosition();
        timelines.append(
                unit,
                position,
                message,
                List.of(
                        new Placement(TimelineId.ofAccount(recipient), peer(sender), true, false, true),
                        new Placement(TimelineId.ofAccount(sender), peer(recipient), false, false, true)));
    }

    private BareJid peer(long account) {
        return peers.get((int) account);
    }
}
