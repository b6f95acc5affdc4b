package im.carillon.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountActivity.Last;
import im.carillon.jid.BareJid;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.StoredAccounts;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

class AccountActivityTest {

    private static void commit(Database database, UnitOfWork unit) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        unit.afterCommit(done::countDown);
        database.submit(unit);
        done.await();
    }

    @DatabaseTest
    void remembersTheLastSessionThatEnded(Database database) throws Exception {
        AccountActivity activity = new AccountActivity(database);
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        assertThat(activity.find(juliet)).isEmpty();
        Last first = new Last(Instant.ofEpochSecond(10), Instant.ofEpochSecond(20), "Heading home");
        Last second = new Last(Instant.ofEpochSecond(15), Instant.ofEpochSecond(30), "");
        UnitOfWork unit = new UnitOfWork();
        activity.ended(juliet, first, unit);
        commit(database, unit);
        assertThat(activity.find(juliet)).contains(first);
        UnitOfWork next = new UnitOfWork();
        activity.ended(juliet, second, next);
        activity.ended(BareJid.of("guest@example.org"), second, next);
        commit(database, next);
        assertThat(activity.find(juliet)).contains(second);
        assertThat(activity.find(BareJid.of("guest@example.org"))).isEmpty();
    }
}
