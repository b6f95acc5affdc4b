package im.carillon.storage;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that storage refuses, and not a thousand times a second: the log may be on the same full disk. */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private boolean silent;
    private long spoken;
    private long unsaid;

    synchronized void refused(int units, Exception cause) {
        long now = System.nanoTime();
        if (silent && now - spoken < QUIET) {
            unsaid += units;
            LOG.debug("storage refused {} units: {}", units, cause.toString());
            return;
        }
        LOG.error("storage refused {} units: {}", unsaid + units, cause.toString());
        silent = true;
        spoken = now;
        unsaid = 0;
    }
}
