package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.testkit.DatabaseTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** Units of work become durable in order, in groups, each on its own. */
class CommitterTest {

    private static final ChangeKind<Integer> ROWS = new Numbers();

    private final List<String> events = new CopyOnWriteArrayList<>();

    private static void prepare(Database database) {
        database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
    }

    private UnitOfWork unit(int number) {
        UnitOfWork unit = new UnitOfWork();
        unit.change(ROWS, number);
        unit.afterCommit(() -> events.add("done " + number));
        unit.onFailure(e -> events.add("failed " + number));
        return unit;
    }

    private static List<Integer> stored(Database database) {
        return database.read(handle -> handle.createQuery("SELECT n FROM number ORDER BY n")
                .mapTo(Integer.class)
                .list());
    }

    /** Holds the committer inside a group, so that what follows becomes one group. */
    private static CountDownLatch held(Database database) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        UnitOfWork holding = new UnitOfWork();
        holding.whenAssembled(() -> {
            entered.countDown();
            await(release);
        });
        database.submit(holding);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        return release;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the committer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when everything submitted before is settled. */
    private static void settle(Database database) {
        database.write(Handle::isInTransaction);
    }

    @DatabaseTest
    void effectsFollowTheOrderOfSubmission(Database database) {
        prepare(database);
        for (int i = 0; i < 300; i++) {
            database.submit(unit(i));
        }
        settle(database);
        assertThat(events).hasSize(300).startsWith("done 0", "done 1").endsWith("done 298", "done 299");
        for (int i = 0; i < 300; i++) {
            assertThat(events.get(i)).isEqualTo("done " + i);
        }
        assertThat(stored(database)).hasSize(300);
    }

    @DatabaseTest
    void whatWaitsIsCommittedTogether(Database database) throws Exception {
        prepare(database);
        CountDownLatch release = held(database);
        CommitCounts before = database.counts();
        for (int i = 0; i < 100; i++) {
            database.submit(unit(i));
        }
        release.countDown();
        settle(database);
        settle(database); // a group is counted when it is over, which the first look may be part of
        CommitCounts after = database.counts();
        assertThat(after.units() - before.units()).isGreaterThanOrEqualTo(101);
        // the one that was held, the hundred, and perhaps those that look
        assertThat(after.groups() - before.groups()).isBetween(2L, 4L);
    }

    @DatabaseTest
    void oneUnitThatFailsTakesNoneWithIt(Database database) throws Exception {
        prepare(database);
        CountDownLatch release = held(database);
        database.submit(unit(1));
        database.submit(unit(2));
        UnitOfWork failing = unit(1);
        failing.body(handle -> handle.execute("INSERT INTO nowhere (n) VALUES (1)"));
        database.submit(failing);
        database.submit(unit(3));
        release.countDown();
        settle(database);
        assertThat(events).containsExactly("done 1", "done 2", "failed 1", "done 3");
        assertThat(stored(database)).containsExactly(1, 2, 3);
    }

    @DatabaseTest
    void rowsAndBodyOfAUnitStandOrFallTogether(Database database) throws Exception {
        prepare(database);
        CountDownLatch release = held(database);
        database.submit(unit(1));
        UnitOfWork failing = unit(2);
        failing.body(handle -> handle.execute("INSERT INTO number (n) VALUES (1)"));
        database.submit(failing);
        UnitOfWork good = unit(3);
        good.body(handle -> handle.execute("INSERT INTO number (n) VALUES (4)"));
        database.submit(good);
        release.countDown();
        settle(database);
        assertThat(events).containsExactly("done 1", "failed 2", "done 3");
        assertThat(stored(database)).containsExactly(1, 3, 4);
    }

    @DatabaseTest
    void aUnitThatCannotBeAssembledHasFailed(Database database) throws Exception {
        prepare(database);
        CountDownLatch release = held(database);
        UnitOfWork failing = unit(1);
        failing.whenAssembled(() -> {
            throw new IllegalStateException("on purpose");
        });
        database.submit(failing);
        database.submit(unit(2));
        release.countDown();
        settle(database);
        assertThat(events).containsExactly("failed 1", "done 2");
        assertThat(stored(database)).containsExactly(2);
    }

    @DatabaseTest
    void anEffectThatThrowsStopsNoOther(Database database) {
        prepare(database);
        UnitOfWork unit = new UnitOfWork();
        unit.change(ROWS, 1);
        unit.afterCommit(() -> {
            throw new IllegalStateException("on purpose");
        });
        unit.afterCommit(() -> events.add("second effect"));
        database.submit(unit);
        database.submit(unit(2));
        settle(database);
        assertThat(events).containsExactly("second effect", "done 2");
    }

    @DatabaseTest
    void aWriteReturnsWhatItsBodyReturnedOrThrowsWhatStorageSaid(Database database) {
        prepare(database);
        int rowsWritten = database.write(handle -> handle.execute("INSERT INTO number (n) VALUES (7)"));
        assertThat(rowsWritten).isEqualTo(1);
        assertThatThrownBy(() -> database.write(handle -> handle.execute("INSERT INTO number (n) VALUES (7)")))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> database.read(handle -> handle.execute("SELECT nothing FROM nowhere")))
                .isInstanceOf(StorageException.class);
        assertThat(stored(database)).containsExactly(7);
    }

    @DatabaseTest
    void closingCommitsWhatWasSubmitted(Database database) throws Exception {
        prepare(database);
        CountDownLatch release = held(database);
        for (int i = 0; i < 20; i++) {
            database.submit(unit(i));
        }
        release.countDown();
        database.close();
        assertThat(events).hasSize(20).allMatch(event -> event.startsWith("done"));
    }

    @DatabaseTest
    void whatIsSubmittedAfterwardsFails(Database database) {
        prepare(database);
        database.close();
        database.submit(unit(1));
        assertThat(events).containsExactly("failed 1");
        assertThatThrownBy(() -> database.write(Handle::isInTransaction)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> stored(database)).isInstanceOf(StorageException.class);
    }

    @DatabaseTest
    void aQuerySeesWhatWasAcknowledgedBeforeIt(Database database) throws Exception {
        prepare(database);
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            UnitOfWork unit = unit(i);
            unit.afterCommit(done::countDown);
            database.submit(unit);
            await(done);
            assertThat(stored(database)).hasSize(i + 1);
        }
    }

    @DatabaseTest
    void aBodySeesTheChangesBeforeItAndNoneBehindIt(Database database) throws Exception {
        prepare(database);
        for (int i = 0; i < 20; i++) {
            CountDownLatch release = held(database);
            database.submit(unit(3 * i));
            List<Integer> seen = new CopyOnWriteArrayList<>();
            UnitOfWork looking = new UnitOfWork();
            looking.body(handle -> seen.addAll(handle.createQuery("SELECT n FROM number ORDER BY n")
                    .mapTo(Integer.class)
                    .list()));
            database.submit(looking);
            database.submit(unit(3 * i + 1));
            release.countDown();
            settle(database);
            database.submit(unit(3 * i + 2)); // in a group of its own
            assertThat(seen).hasSize(3 * i + 1).endsWith(3 * i);
        }
    }

    @DatabaseTest
    void aKindThatIsNotBoundFailsItsUnitAlone(Database database) throws Exception {
        prepare(database);
        CountDownLatch release = held(database);
        database.submit(unit(1));
        UnitOfWork unbound = unit(2);
        unbound.change(new Numbers(), 3);
        database.submit(unbound);
        database.submit(unit(4));
        release.countDown();
        settle(database);
        assertThat(events).containsExactly("done 1", "failed 2", "done 4");
        assertThat(stored(database)).containsExactly(1, 4);
    }
}
