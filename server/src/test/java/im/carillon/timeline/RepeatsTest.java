package im.carillon.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Message;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.ManualClock;
import im.carillon.testkit.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What counts as a repetition, across commits, failures and restarts. */
class RepeatsTest {

    private static final TimelineId TIMELINE = TimelineId.ofAccount(1);
    private static final Optional<Instant> NO_SESSION = Optional.empty();

    private final ManualClock clock = new ManualClock();

    private enum Outcome {
        STORED,
        REPEATED,
        FAILED
    }

    private static Message message(String id, String payload) {
        return (Message) Xml.stanza("<message from='romeo@localhost/a' to='juliet@localhost' type='chat' id='" + id
                + "'>" + payload + "</message>");
    }

    private static Message withOrigin(String origin, String payload) {
        return message("", payload + "<origin-id xmlns='urn:xmpp:sid:0' id='" + origin + "'/>");
    }

    /** One server process on the database. */
    private final class Running {

        private final Database database;
        private final Timelines timelines;
        private final Repeats repeats;

        Running(Database database) {
            this.database = database;
            timelines = new Timelines(database, clock);
            repeats = new Repeats(database, timelines, clock);
        }

        CompletableFuture<Outcome> submit(Message message, Optional<Instant> session, boolean fail) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            UnitOfWork unit = new UnitOfWork();
            Fingerprint fingerprint = repeats.of(message);
            unit.whenAssembled(() -> {
                boolean repeat = repeats.isRepeat(fingerprint, session, unit);
                unit.afterCommit(() -> outcome.complete(repeat ? Outcome.REPEATED : Outcome.STORED));
                if (!repeat) {
                    store(message, fingerprint, unit);
                    if (fail) {
                        unit.body(handle -> {
                            throw new IllegalStateException("the disk is full");
                        });
                    }
                }
            });
            unit.onFailure(e -> outcome.complete(Outcome.FAILED));
            database.submit(unit);
            return outcome;
        }

        private void store(Message message, Fingerprint fingerprint, UnitOfWork unit) {
            long position = timelines.nextPosition();
            Placement placement = new Placement(TIMELINE, BareJid.of("romeo@localhost"), true, false, true);
            timelines.append(unit, position, message.element(), List.of(placement));
            repeats.remember(fingerprint, position, unit);
        }

        Outcome send(Message message, Optional<Instant> session) throws Exception {
            return submit(message, session, false).get(10, TimeUnit.SECONDS);
        }

        /** Holds the committer up until the latch is open; what is submitted in the meantime is one group. */
        void hold(CountDownLatch latch) throws InterruptedException {
            CountDownLatch held = new CountDownLatch(1);
            UnitOfWork unit = new UnitOfWork();
            unit.whenAssembled(() -> {
                held.countDown();
                try {
                    latch.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            database.submit(unit);
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @DatabaseTest
    void theOriginIdCountsForADay(Database database) throws Exception {
        Running process = new Running(database);
        Message first = withOrigin("o1", "<body>x</body>");
        assertThat(process.send(first, NO_SESSION)).isEqualTo(Outcome.STORED);
        clock.advance(Duration.ofHours(23));
        assertThat(process.send(first, NO_SESSION)).isEqualTo(Outcome.REPEATED);
        assertThat(process.send(withOrigin("o2", "<body>x</body>"), NO_SESSION)).isEqualTo(Outcome.STORED);
        assertThat(process.send(withOrigin("o1", "<body>y</body>"), NO_SESSION)).isEqualTo(Outcome.STORED);
        clock.advance(Duration.ofHours(2));
        assertThat(process.send(first, NO_SESSION)).isEqualTo(Outcome.STORED);
    }

    @DatabaseTest
    void theStanzaIdCountsForANewSessionAndTenMinutes(Database database) throws Exception {
        Running process = new Running(database);
        Message first = message("purple-c0ffee-4711", "<body>x</body>");
        Optional<Instant> session = Optional.of(clock.instant());
        clock.advance(Duration.ofSeconds(1));
        assertThat(process.send(first, session)).isEqualTo(Outcome.STORED);
        assertThat(process.send(message("m2", "<body>x</body>"), session)).isEqualTo(Outcome.STORED);
        clock.advance(Duration.ofMinutes(9));
        Optional<Instant> later = Optional.of(clock.instant());
        assertThat(process.send(first, later)).isEqualTo(Outcome.REPEATED);
        assertThat(process.send(first, session)).isEqualTo(Outcome.STORED);
        clock.advance(Duration.ofMinutes(11));
        assertThat(process.send(first, Optional.of(clock.instant()))).isEqualTo(Outcome.STORED);
    }

    @DatabaseTest
    void anIdThatIsCountedSaysNothing(Database database) throws Exception {
        Running process = new Running(database);
        assertThat(process.send(message("m1", "<body>ok</body>"), Optional.of(clock.instant())))
                .isEqualTo(Outcome.STORED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(process.send(message("m1", "<body>ok</body>"), Optional.of(clock.instant())))
                .isEqualTo(Outcome.STORED);
    }

    @DatabaseTest
    void aClientMayNoteThatItSendsAgain(Database database) throws Exception {
        Running process = new Running(database);
        assertThat(process.send(withOrigin("o1", "<body>x</body>"), NO_SESSION)).isEqualTo(Outcome.STORED);
        Message again = withOrigin("o1", "<body>x</body><delay xmlns='urn:xmpp:delay' stamp='2002-09-10T23:08:25Z'/>");
        assertThat(process.send(again, NO_SESSION)).isEqualTo(Outcome.REPEATED);
    }

    @DatabaseTest
    void aRestartForgetsNothing(Database database) throws Exception {
        Message origin = withOrigin("o1", "<body>x &amp; y</body><x xmlns='urn:example' a='1'>z</x>");
        Message id = message("m1", "<body>ä</body>");
        Running process = new Running(database);
        process.send(origin, NO_SESSION);
        process.send(id, NO_SESSION);
        clock.advance(Duration.ofSeconds(1));
        Running next = new Running(database);
        assertThat(next.send(origin, NO_SESSION)).isEqualTo(Outcome.REPEATED);
        assertThat(next.send(id, Optional.of(clock.instant()))).isEqualTo(Outcome.REPEATED);
        assertThat(next.send(id, NO_SESSION)).isEqualTo(Outcome.STORED);
    }

    @DatabaseTest
    void aMessageWhoseCommitFailedIsNotRepeated(Database database) throws Exception {
        Running process = new Running(database);
        Message message = withOrigin("o1", "<body>x</body>");
        CountDownLatch latch = new CountDownLatch(1);
        process.hold(latch);
        CompletableFuture<Outcome> first = process.submit(message, NO_SESSION, true);
        CompletableFuture<Outcome> second = process.submit(message, NO_SESSION, false);
        latch.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.FAILED);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.FAILED);
        assertThat(process.send(message, NO_SESSION)).isEqualTo(Outcome.STORED);
    }

    @DatabaseTest
    void theFirstCopyMayStillBeUnderWay(Database database) throws Exception {
        Running process = new Running(database);
        Message message = withOrigin("o1", "<body>x</body>");
        CountDownLatch latch = new CountDownLatch(1);
        process.hold(latch);
        CompletableFuture<Outcome> first = process.submit(message, NO_SESSION, false);
        CompletableFuture<Outcome> second = process.submit(message, NO_SESSION, false);
        latch.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.STORED);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.REPEATED);
    }
}
