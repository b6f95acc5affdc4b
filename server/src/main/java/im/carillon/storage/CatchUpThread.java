package im.carillon.storage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database up to date when much is outstanding, or something for long. */
final class CatchUpThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUpThread.class);
    private static final int MUCH = 16_384;
    private static final long LONG = Duration.ofMillis(300).toNanos();
    private static final long AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

    private final CatchUp catchUp;
    private final LongSupplier acknowledged;
    private final Thread thread;
    private volatile boolean waitingForAny;
    private volatile boolean closed;
    private volatile boolean failing;

    CatchUpThread(CatchUp catchUp, LongSupplier acknowledged) {
        this.catchUp = catchUp;
        this.acknowledged = acknowledged;
        this.thread = Thread.ofPlatform().name("catch-up").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** There is more; called by the committer. */
    void added() {
        if (!failing && (waitingForAny || catchUp.outstanding().changes() >= MUCH)) {
            waitingForAny = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            long age = catchUp.outstanding().age();
            if (age < 0) {
                waitingForAny = true;
                if (catchUp.outstanding().age() < 0 && !closed) {
                    LockSupport.park(this);
                }
            } else if (age < LONG && catchUp.outstanding().changes() < MUCH) {
                LockSupport.parkNanos(this, LONG - age);
            } else {
                apply();
            }
        }
    }

    private void apply() {
        try {
            catchUp.upTo(acknowledged.getAsLong());
            if (failing) {
                LOG.info("the database takes changes again");
                failing = false;
            }
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("the database takes no changes, they stay in the journal until it does: {}", e.getMessage());
                failing = true;
            }
            LockSupport.parkNanos(this, AFTER_FAILURE);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
