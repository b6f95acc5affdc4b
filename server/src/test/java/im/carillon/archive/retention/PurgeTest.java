package im.carillon.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.archive.search.TextIndexer;
import im.carillon.config.ArchiveConfig;
import im.carillon.config.ArchivePolicy;
import im.carillon.config.ArchiveRules;
import im.carillon.config.HostConfig;
import im.carillon.config.Retention;
import im.carillon.jid.BareJid;
import im.carillon.routing.Hosts;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.ManualClock;
import im.carillon.testkit.StoredAccounts;
import im.carillon.testkit.Xml;
import im.carillon.timeline.PendingEntries;
import im.carillon.timeline.Placement;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.TimelinePurge;
import im.carillon.timeline.TimelineQuery;
import im.carillon.timeline.TimelineReader;
import im.carillon.timeline.Timelines;
import im.carillon.xml.Namespaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

class PurgeTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final BareJid SOMEBODY = BareJid.of("somebody@example.net");

    private static Retention keep(int days, int messages) {
        return new Retention(days == 0 ? Retention.FOREVER : Duration.ofDays(days), messages);
    }

    /** A server with two hosts, an account on each. */
    private static final class World {

        private final Database database;
        private final ManualClock clock = new ManualClock();
        private final Timelines timelines;
        private final TimelineReader reader;
        private final RetentionStore store;
        private final Purge purge;
        private final long juliet;
        private final long romeo;

        private List<TimelineEntry> pending(TimelineId timeline) {
            PendingEntries entries = new PendingEntries(database, timelines);
            return database.read(handle -> entries.oldest(handle, timeline, 0, Long.MAX_VALUE, 10));
        }

        List<String> waiting(TimelineId timeline) {
            return pending(timeline).stream()
                    .flatMap(entry -> entry.element().childText(Namespaces.CLIENT, "body").stream())
                    .toList();
        }

        /** Somebody gets all that waits. */
        void give(TimelineId timeline) throws Exception {
            UnitOfWork unit = new UnitOfWork();
            PendingEntries entries = new PendingEntries(database, timelines);
            pending(timeline).forEach(entry -> entries.delivered(unit, timeline, entry.position()));
            CountDownLatch done = new CountDownLatch(1);
            unit.afterCommit(done::countDown);
            database.submit(unit);
            done.await();
        }

        World(Database database, Retention capulet, Retention montague) {
            clock.advance(DAY.multipliedBy(20_000));
            this.database = database;
            this.timelines = new Timelines(database, clock);
            this.reader = new TimelineReader(database, new StoredXml());
            this.store = new RetentionStore(database);
            ArchiveRules otherwise = new ArchiveRules(ArchivePolicy.ALWAYS, keep(0, 0));
            ArchiveConfig config = new ArchiveConfig(true, true, otherwise);
            this.purge = new Purge(
                    new TimelinePurge(database),
                    new TextIndexer(database, timelines, reader, config),
                    store,
                    new Hosts(List.of(host("capulet.example", capulet), host("montague.example", montague))),
                    config,
                    clock);
            juliet = account("juliet@capulet.example");
            romeo = account("romeo@montague.example");
        }

        private static HostConfig host(String name, Retention retention) {
            return new HostConfig(
                    name, false, false, Set.of(), Map.of(), new ArchiveRules(ArchivePolicy.ALWAYS, retention));
        }

        private long account(String address) {
            BareJid account = StoredAccounts.add(database, address);
            return database.read(handle -> handle.createQuery("SELECT id FROM account WHERE localpart = :local")
                    .bind("local", account.local())
                    .mapTo(Long.class)
                    .one());
        }

        private static Placement into(TimelineId timeline, boolean pending, boolean archived) {
            return new Placement(timeline, SOMEBODY, true, pending, archived);
        }

        private static Placement archive(long account) {
            return into(TimelineId.ofAccount(account), false, true);
        }

        void say(String text, Placement... placements) throws InterruptedException {
            CountDownLatch stored = new CountDownLatch(1);
            UnitOfWork unit = new UnitOfWork();
            unit.whenAssembled(() -> timelines.append(
                    unit,
                    timelines.nextPosition(),
                    Xml.element("<message xmlns='jabber:client'><body>" + text + "</body></message>"),
                    Arrays.asList(placements)));
            unit.afterCommit(stored::countDown);
            database.submit(unit);
            stored.await();
        }

        List<String> archived(TimelineId timeline) {
            List<String> texts = new ArrayList<>();
            for (TimelineEntry entry : reader.page(timeline, TimelineQuery.first(100))
                    .orElseThrow()
                    .entries()) {
                texts.add(entry.message().body().orElse(""));
            }
            return texts;
        }

        List<String> archived(long account) {
            return archived(TimelineId.ofAccount(account));
        }

        int rows(String table) {
            return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                    .mapTo(Integer.class)
                    .one());
        }
    }

    @DatabaseTest
    void removesWhatIsOlderThanTheHostKeepsAndNothingElse(Database database) throws Exception {
        World world = new World(database, keep(30, 0), keep(0, 0));
        world.say("old", World.archive(world.juliet), World.archive(world.romeo));
        world.say("old, to herself", World.archive(world.juliet));
        world.clock.advance(DAY.multipliedBy(20));
        world.say("new", World.archive(world.juliet), World.archive(world.romeo));
        assertThat(world.purge.run(true)).isZero();
        world.clock.advance(DAY.multipliedBy(15));
        assertThat(world.purge.run(false)).isEqualTo(2);
        assertThat(world.archived(world.juliet)).containsExactly("new");
        assertThat(world.archived(world.romeo)).containsExactly("old", "new");
        assertThat(world.rows("stanza")).isEqualTo(2);
        assertThat(world.purge.run(true)).isZero();
    }

    @DatabaseTest
    void aStanzaGoesWithTheLastOfItsEntries(Database database) throws Exception {
        World world = new World(database, keep(30, 0), keep(30, 0));
        for (int i = 0; i < 450; i++) {
            world.say("old", World.archive(world.juliet), World.archive(world.romeo));
        }
        world.clock.advance(DAY.multipliedBy(31));
        assertThat(world.purge.run(false)).isEqualTo(900);
        assertThat(world.rows("stanza")).isZero();
        assertThat(world.rows("timeline_entry")).isZero();
    }

    @DatabaseTest
    void removesWhatIsAboveTheNumberButNothingYoung(Database database) throws Exception {
        World world = new World(database, keep(0, 3), keep(0, 0));
        for (int i = 0; i < 5; i++) {
            world.say(Integer.toString(i), World.archive(world.juliet), World.archive(world.romeo));
        }
        assertThat(world.purge.run(true)).isZero();
        world.clock.advance(Duration.ofHours(2));
        assertThat(world.purge.run(false)).isZero();
        assertThat(world.purge.run(true)).isEqualTo(2);
        assertThat(world.archived(world.juliet)).containsExactly("2", "3", "4");
        assertThat(world.archived(world.romeo)).hasSize(5);
    }

    @DatabaseTest
    void whatNobodyHasGotYetStays(Database database) throws Exception {
        World world = new World(database, keep(1, 1), keep(0, 0));
        TimelineId timeline = TimelineId.ofAccount(world.juliet);
        world.say("waiting", World.into(timeline, true, true));
        world.say("got", World.archive(world.juliet));
        world.clock.advance(DAY.multipliedBy(3));
        assertThat(world.purge.run(true)).isEqualTo(1);
        assertThat(world.archived(world.juliet)).containsExactly("waiting");
        assertThat(world.waiting(timeline)).containsExactly("waiting");
    }

    @DatabaseTest
    void whatIsNotArchivedGoesOnceSomebodyHasGotIt(Database database) throws Exception {
        World world = new World(database, keep(0, 0), keep(0, 0));
        TimelineId timeline = TimelineId.ofAccount(world.juliet);
        world.say("waiting", World.into(timeline, true, false));
        world.clock.advance(DAY);
        assertThat(world.purge.run(false)).isZero();
        world.give(timeline);
        assertThat(world.purge.run(false)).isEqualTo(1);
        assertThat(world.rows("stanza")).isZero();
    }

    @DatabaseTest
    void whatWasSetForAnAccountCounts(Database database) throws Exception {
        World world = new World(database, keep(30, 0), keep(30, 0));
        world.store.put(world.juliet, new AccountRetention(Optional.of(Retention.FOREVER), Optional.empty()));
        world.store.put(world.romeo, new AccountRetention(Optional.of(DAY), Optional.of(7)));
        assertThat(world.store.find(world.romeo).orElseThrow().retention())
                .isEqualTo(new AccountRetention(Optional.of(DAY), Optional.of(7)));
        world.say("x", World.archive(world.juliet), World.archive(world.romeo));
        world.clock.advance(DAY.multipliedBy(2));
        assertThat(world.purge.run(false)).isEqualTo(1);
        world.clock.advance(DAY.multipliedBy(60));
        assertThat(world.purge.run(false)).isZero();
        assertThat(world.archived(world.juliet)).containsExactly("x");
    }

    @DatabaseTest
    void anAccountThatIsGoneLeavesNothingAndItemsOfNodesStay(Database database) throws Exception {
        World world = new World(database, keep(1, 0), keep(0, 0));
        TimelineId nobody = TimelineId.ofAccount(999);
        TimelineId node = TimelineId.ofNode(1);
        TimelineId room = TimelineId.ofRoom(1);
        world.say("waiting", World.into(nobody, true, true));
        world.say("of both", World.archive(999), World.archive(world.romeo));
        world.say("an item", World.into(node, false, true));
        world.say("in a room", World.into(room, false, true));
        world.clock.advance(DAY.multipliedBy(100));
        assertThat(world.purge.run(false)).isEqualTo(2);
        assertThat(world.waiting(nobody)).isEmpty();
        assertThat(world.archived(world.romeo)).containsExactly("of both");
        assertThat(world.archived(node)).containsExactly("an item");
        assertThat(world.archived(room)).containsExactly("in a room");
        assertThat(world.purge.drop(room)).isEqualTo(1);
        assertThat(world.rows("stanza")).isEqualTo(2);
    }
}
