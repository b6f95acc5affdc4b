package im.carillon.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

class TimelineReaderTest {

    private static final TimelineId TIMELINE = TimelineId.ofAccount(1);
    private static final TimelineId OTHER = TimelineId.ofRoom(1);
    private static final int IN_FLIGHT = 64;

    private static BareJid peer(int number) {
        return BareJid.of("peer" + number + "@example.net");
    }

    private static XmlElement message(int number) {
        return XmlElement.builder(Namespaces.CLIENT, "message")
                .attribute("id", Integer.toString(number))
                .attribute("from", peer(number % 3) + "/" + number % 2)
                .attribute("to", "owner@example.org")
                .build();
    }

    /** Stores numbered messages, of three peers in turn, each with two resources. */
    private static final class Writer {

        private final Database database;
        private final Timelines timelines;
        private final Semaphore room = new Semaphore(IN_FLIGHT);
        private int next;

        Writer(Database database) {
            this.database = database;
            this.timelines = new Timelines(database, Clock.systemUTC());
        }

        Writer write(int count, TimelineId timeline) {
            for (int i = 0; i < count; i++) {
                int number = next++;
                UnitOfWork unit = new UnitOfWork();
                unit.whenAssembled(() -> timelines.append(
                        unit,
                        timelines.nextPosition(),
                        message(number),
                        List.of(new Placement(timeline, peer(number % 3), true, false, true))));
                unit.afterCommit(room::release);
                room.acquireUninterruptibly();
                database.submit(unit);
            }
            return this;
        }
    }

    private static List<Integer> numbers(TimelinePage page) {
        return page.entries().stream()
                .map(entry -> Integer.parseInt(entry.element().attributeOr("id", "")))
                .toList();
    }

    private static TimelinePage page(TimelineReader reader, TimelineQuery query) {
        return reader.page(TIMELINE, query).orElseThrow();
    }

    /** All pages of a query in its direction, as they would be shown. */
    private static List<Integer> all(TimelineReader reader, TimelineQuery query) {
        List<Integer> all = new ArrayList<>();
        TimelinePage page = page(reader, query);
        for (TimelineQuery rest = query; ; page = page(reader, rest)) {
            assertThat(page.entries()).isSortedAccordingTo(Comparator.comparingLong(TimelineEntry::position));
            all.addAll(query.backwards() ? 0 : all.size(), numbers(page));
            if (page.complete()) {
                return all;
            }
            rest = rest.behind(page.reached().orElseThrow());
        }
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @DatabaseTest
    void everyEntryIsInOnePageInBothDirections(Database database) {
        new Writer(database).write(100, TIMELINE).write(5, OTHER);
        TimelineReader reader = new TimelineReader(database, new StoredXml());
        assertThat(all(reader, TimelineQuery.first(7))).isEqualTo(range(0, 100));
        assertThat(all(reader, TimelineQuery.last(7))).isEqualTo(range(0, 100));
        assertThat(all(reader, TimelineQuery.first(100))).isEqualTo(range(0, 100));
        assertThat(page(reader, TimelineQuery.last(100)).complete()).isTrue();
        assertThat(page(reader, TimelineQuery.last(99)).complete()).isFalse();
        assertThat(reader.count(TIMELINE)).isEqualTo(100);
    }

    @DatabaseTest
    void nothingIsMissedWhileMessagesArrive(Database database) throws Exception {
        Writer writer = new Writer(database).write(50, TIMELINE);
        TimelineReader reader = new TimelineReader(database, new StoredXml());
        Thread busy = Thread.ofVirtual().start(() -> writer.write(1_000, TIMELINE));
        List<Integer> backwards = all(reader, TimelineQuery.last(20));
        assertThat(backwards).isEqualTo(range(0, backwards.size()));
        List<Integer> forwards = new ArrayList<>();
        TimelineQuery rest = TimelineQuery.first(20);
        while (forwards.size() < 1_050) {
            TimelinePage page = page(reader, rest);
            forwards.addAll(numbers(page));
            rest = page.reached().map(rest::after).orElse(rest);
        }
        assertThat(forwards).isEqualTo(range(0, 1_050));
        busy.join();
    }

    @DatabaseTest
    void conditionsAddUp(Database database) {
        new Writer(database).write(60, TIMELINE);
        TimelineReader reader = new TimelineReader(database, new StoredXml());
        List<Long> positions = page(reader, TimelineQuery.first(60)).entries().stream()
                .map(TimelineEntry::position)
                .toList();
        TimelineQuery ofPeer = TimelineQuery.first(60).with(peer(1));
        assertThat(numbers(page(reader, ofPeer))).hasSize(20).startsWith(1, 4, 7);
        assertThat(numbers(page(reader, ofPeer.after(positions.get(4)).before(positions.get(10)))))
                .containsExactly(7);
        assertThat(numbers(page(reader, ofPeer.only(List.of(positions.get(4), positions.get(5))))))
                .containsExactly(4);
        assertThat(numbers(page(reader, ofPeer.only(List.of())))).isEmpty();
        TimelineQuery exact = ofPeer.party(FullJid.of("peer1@example.net/1"));
        assertThat(numbers(page(reader, exact))).hasSize(10).startsWith(1, 7, 13);
        assertThat(all(reader, TimelineQuery.last(3).with(peer(1)).party(FullJid.of("peer1@example.net/1"))))
                .hasSize(10)
                .startsWith(1, 7, 13);
        TimelinePage counted = page(reader, TimelineQuery.last(5).with(peer(1)).counting());
        assertThat(counted.count()).contains(20);
        assertThat(counted.index()).contains(15);
        assertThat(numbers(page(reader, TimelineQuery.first(2).skipping(3)))).containsExactly(3, 4);
        Instant middle = Positions.time(positions.get(30));
        assertThat(numbers(page(reader, TimelineQuery.first(60).since(middle.plusSeconds(60)))))
                .isEmpty();
        assertThat(numbers(page(reader, TimelineQuery.first(60).until(middle)))).contains(30);
        assertThat(numbers(
                        page(reader, TimelineQuery.first(60).since(Instant.MIN).until(Instant.MAX))))
                .hasSize(60);
    }

    @DatabaseTest
    void thereIsNoPageWithoutThePositionsItNeeds(Database database) {
        new Writer(database).write(3, TIMELINE).write(1, OTHER);
        TimelineReader reader = new TimelineReader(database, new StoredXml());
        long here = page(reader, TimelineQuery.first(1)).reached().orElseThrow();
        long elsewhere = reader.page(OTHER, TimelineQuery.first(1))
                .flatMap(TimelinePage::reached)
                .orElseThrow();
        TimelineQuery query = TimelineQuery.first(5);
        assertThat(reader.page(TIMELINE, query.ifKnown(Set.of(here)))).isPresent();
        assertThat(reader.page(TIMELINE, query.ifKnown(Set.of(here, elsewhere))))
                .isEmpty();
        assertThat(reader.page(TIMELINE, query.ifKnown(Set.of(Long.MAX_VALUE)))).isEmpty();
    }

    @DatabaseTest
    void theEndsOfATimelineAreKnown(Database database) {
        TimelineReader reader = new TimelineReader(database, new StoredXml());
        assertThat(reader.bounds(TIMELINE)).isEmpty();
        new Writer(database).write(3, TIMELINE);
        TimelineBounds bounds = reader.bounds(TIMELINE).orElseThrow();
        List<TimelineEntry> entries = page(reader, TimelineQuery.first(10)).entries();
        assertThat(bounds)
                .isEqualTo(new TimelineBounds(
                        entries.getFirst().position(), entries.getLast().position()));
    }
}
