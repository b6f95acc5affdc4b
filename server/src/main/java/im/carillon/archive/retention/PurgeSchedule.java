package im.carillon.archive.retention;

import im.carillon.account.AccountListener;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.spi.BackgroundWork;
import im.carillon.storage.StorageException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purges every hour, by number every day, and soon after an account was deleted. A start of the server
 * is left alone for some minutes.
 */
@Singleton
final class PurgeSchedule implements BackgroundWork, AccountListener {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeSchedule.class);
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int RUNS_A_DAY = 24;

    private final Purge purge;
    private final Semaphore called = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("purge").unstarted(this::run);

    @Inject
    PurgeSchedule(Purge purge) {
        this.purge = purge;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            sleep(FIRST);
            for (int runs = 0; ; runs++) {
                once(runs % RUNS_A_DAY == 0);
                sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            LOG.debug("no more purging");
        }
    }

    private void sleep(Duration time) throws InterruptedException {
        if (called.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            called.drainPermits();
        }
    }

    private void once(boolean counting) throws InterruptedException {
        try {
            long removed = purge.run(counting);
            if (removed > 0) {
                LOG.info("{} messages were older, or more, than archives keep, and are removed", removed);
            }
        } catch (StorageException e) {
            LOG.warn("purging goes on later: {}", e.getMessage());
        }
    }

    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        if (change == Change.DELETED) {
            called.release();
        }
    }
}
