package im.carillon.upload;

import im.carillon.account.AccountListener;
import im.carillon.config.UploadConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.spi.BackgroundWork;
import im.carillon.storage.StorageException;
import im.carillon.upload.store.Arrivals;
import im.carillon.upload.store.FileStore;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files when their time is over, every hour, those of a deleted account at once, and what a crash left behind
 * once after each start.
 */
@Singleton
final class UploadPurge implements BackgroundWork, AccountListener {

    private static final Logger LOG = LoggerFactory.getLogger(UploadPurge.class);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UploadConfig config;
    private final UploadedFiles files;
    private final Arrivals arrivals;
    private final FileStore store;
    private final InstantSource clock;
    private final Instant start;
    private final Thread thread = Thread.ofVirtual().name("upload-purge").unstarted(this::run);

    @Inject
    UploadPurge(UploadConfig config, UploadedFiles files, Arrivals arrivals, FileStore store, InstantSource clock) {
        this.config = config;
        this.files = files;
        this.arrivals = arrivals;
        this.store = store;
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public void start() {
        try {
            arrivals.open();
        } catch (IOException e) {
            // everything else works; uploads are refused until somebody does something about it
            LOG.error("the folder for uploads cannot be used: {}", e.toString());
        }
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
            Thread.sleep(FIRST);
            removeUnknown();
            while (true) {
                once();
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            LOG.debug("no more purging");
        }
    }

    /** Contents that no file has: a crash came between storing one and the commit, or between the commit and removing. */
    long removeUnknown() {
        try {
            long removed = store.removeUnknown(files::isKnown, start);
            if (removed > 0) {
                LOG.info("{} contents that belong to no file were left by a crash, and are removed", removed);
            }
            return removed;
        } catch (IOException | StorageException e) {
            LOG.warn("what crashes leave behind is looked for at the next start: {}", e.getMessage());
            return 0;
        }
    }

    private void once() {
        try {
            long removed = removeOld();
            if (removed > 0) {
                LOG.info("{} uploaded files were older than they are kept, and are removed", removed);
            }
        } catch (StorageException e) {
            LOG.warn("purging uploads goes on later: {}", e.getMessage());
        }
    }

    /** @return how many files went */
    long removeOld() {
        long removed = files.removeExpired() + files.removeOfNobody();
        return config.isKeptForever()
                ? removed
                : removed + files.removeBefore(clock.instant().minus(config.keep()));
    }

    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        if (change == Change.DELETED) {
            files.removeOf(account);
        }
    }
}
