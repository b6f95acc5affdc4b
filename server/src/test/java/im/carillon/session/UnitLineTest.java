package im.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The effects of one session's stanzas keep their order (RFC 6120 §10.1). */
class UnitLineTest {

    private final List<String> events = new CopyOnWriteArrayList<>();

    private UnitOfWork passing(String name) {
        UnitOfWork unit = new UnitOfWork();
        unit.afterCommit(() -> events.add(name));
        return unit;
    }

    private UnitOfWork durable(String name) {
        UnitOfWork unit = passing(name);
        unit.body(handle -> handle.isInTransaction());
        return unit;
    }

    private static UnitOfWork waitingFor(CountDownLatch release) {
        UnitOfWork unit = new UnitOfWork();
        unit.whenAssembled(() -> {
            try {
                if (!release.await(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody released the committer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return unit;
    }

    @DatabaseTest
    void whatWritesNothingRunsAtOnceWhenNothingIsUnderWay(Database database) {
        new UnitLine(database).enter(passing("a"));
        assertThat(events).containsExactly("a");
    }

    @DatabaseTest
    void whatWritesNothingWaitsBehindWhatDoes(Database database) {
        CountDownLatch release = new CountDownLatch(1);
        UnitLine line = new UnitLine(database);
        UnitLine other = new UnitLine(database);
        line.enter(waitingFor(release));
        line.enter(durable("a"));
        line.enter(passing("b"));
        line.enter(durable("c"));
        line.enter(passing("d"));
        other.enter(passing("of another session"));
        assertThat(events).containsExactly("of another session");
        release.countDown();
        Awaitility.await().until(() -> events.size() == 5);
        assertThat(events).containsExactly("of another session", "a", "b", "c", "d");
        line.enter(passing("e"));
        assertThat(events).endsWith("e");
    }

    @DatabaseTest
    void anEffectThatThrowsDoesNotHoldTheLine(Database database) {
        CountDownLatch release = new CountDownLatch(1);
        UnitLine line = new UnitLine(database);
        line.enter(waitingFor(release));
        UnitOfWork throwing = new UnitOfWork();
        throwing.afterCommit(() -> {
            throw new IllegalStateException("on purpose");
        });
        line.enter(throwing);
        line.enter(passing("a"));
        line.enter(durable("b"));
        release.countDown();
        Awaitility.await().until(() -> events.size() == 2);
        assertThat(events).containsExactly("a", "b");
    }

    @DatabaseTest
    void aFailedUnitKeepsItsPlace(Database database) {
        CountDownLatch release = new CountDownLatch(1);
        UnitLine line = new UnitLine(database);
        line.enter(waitingFor(release));
        UnitOfWork failing = new UnitOfWork();
        failing.body(handle -> {
            throw new IllegalStateException("on purpose");
        });
        failing.onFailure(e -> events.add("failed"));
        line.enter(failing);
        line.enter(passing("a"));
        release.countDown();
        Awaitility.await().until(() -> events.size() == 2);
        assertThat(events).containsExactly("failed", "a");
    }

    @DatabaseTest
    void whoHasTooMuchUnderWayWaits(Database database) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        UnitLine line = new UnitLine(database);
        line.enter(waitingFor(release));
        for (int i = 1; i < 256; i++) {
            line.enter(durable("x"));
        }
        Thread session = Thread.ofVirtual().start(() -> {
            try {
                line.awaitRoom();
                events.add("room");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> session.getState() == Thread.State.WAITING);
        assertThat(events).isEmpty();
        release.countDown();
        assertThat(session.join(java.time.Duration.ofSeconds(10))).isTrue();
        assertThat(events).contains("room");
    }
}
