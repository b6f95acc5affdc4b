package im.carillon.stream;

import im.carillon.config.AuthenticationConfig;
import im.carillon.config.LimitsConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams that have not logged in yet, and streams that are closing: each has a time by which it
 * must be gone from here, whatever traffic it makes, and all of them share one memory budget.
 */
@Singleton
final class LoginDeadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoginDeadlines.class);

    /** What a stream before login costs at most, besides the bytes of its inbox: state and TLS. */
    private static final int STREAM_BYTES = 24 * 1024;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Map<ClientStream, Long> deadlines = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("deadlines").daemon().factory());
    private final AuthenticationConfig authentication;
    private final LimitsConfig limits;

    @Inject
    LoginDeadlines(AuthenticationConfig authentication, LimitsConfig limits) {
        this.authentication = authentication;
        this.limits = limits;
        clock.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /** @return whether there is room for one more stream that has not logged in */
    boolean admit(ClientStream stream) {
        long each = (long) STREAM_BYTES + limits.stanzaBytesBeforeLogin();
        if ((deadlines.size() + 1) * each > limits.beforeLoginBytes()) {
            return false;
        }
        deadlines.put(stream, System.nanoTime() + authentication.deadline().toNanos());
        return true;
    }

    /** It has logged in, or is gone. */
    void remove(ClientStream stream) {
        deadlines.remove(stream);
        if (deadlines.isEmpty()) {
            wake();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** The peer has a moment to read why, then the connection is cut. */
    void closing(ClientStream stream) {
        deadlines.put(stream, System.nanoTime() + CLOSING.toNanos());
    }

    /** The streams that have not logged in or are about to go. */
    Set<ClientStream> streams() {
        return deadlines.keySet();
    }

    /** Waits until no stream is left here. */
    synchronized boolean awaitNone(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); !deadlines.isEmpty(); left = (end - System.nanoTime()) / 1_000_000) {
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sweep() {
        try {
            endOverdue();
        } catch (RuntimeException e) {
            LOG.error("ending overdue streams failed", e); // or the clock would never call again
        }
    }

    private void endOverdue() {
        long now = System.nanoTime();
        for (Iterator<Map.Entry<ClientStream, Long>> i = deadlines.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<ClientStream, Long> entry = i.next();
            if (entry.getValue() - now < 0) {
                i.remove();
                entry.getKey().deadlinePassed();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
