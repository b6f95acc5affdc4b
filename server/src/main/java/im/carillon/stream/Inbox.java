package im.carillon.stream;

import im.carillon.transport.Connection;
import im.carillon.transport.Frame;
import im.carillon.transport.WriteTurn;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection brought and nobody has handled yet. The I/O thread puts in; one virtual
 * thread at a time takes out, started when the first frame arrives and gone when none is left, so
 * an idle connection holds neither thread nor queue. Over its mark in bytes the connection is not
 * read, and when it sends faster than it may; the lock makes pausing and resuming follow each other.
 */
final class Inbox {

    private final Connection connection;
    private final Executor threads;
    private final Consumer<Frame> handler;
    private volatile int mark;
    private @Nullable Queue<Frame> waiting;
    private int bytes;
    private @Nullable ReadRate rate;
    private @Nullable Later later;
    private boolean running;
    private boolean full;
    private boolean resting;
    private boolean paused;

    /** Runs something after so many nanoseconds. */
    @FunctionalInterface
    interface Later {
        void run(Runnable action, long nanos);
    }

    Inbox(Connection connection, Executor threads, int mark, Consumer<Frame> handler) {
        this.connection = connection;
        this.threads = threads;
        this.mark = mark;
        this.handler = handler;
    }

    void offer(Frame frame) {
        synchronized (this) {
            if (waiting == null) {
                waiting = new ArrayDeque<>();
            }
            waiting.add(frame);
            bytes += frame.size();
            if (bytes > mark) {
                full = true;
                pause();
            }
            spend(frame.size());
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(() -> WriteTurn.run(this::drain));
    }

    /** Another mark from now on, in bytes. */
    void mark(int bytes) {
        mark = bytes;
    }

    /** From now on the peer is read no faster than this; for a while not at all, when it was faster. */
    synchronized void rate(ReadRate limit, Later clock) {
        rate = limit;
        later = clock;
    }

    private void spend(int size) {
        ReadRate limit = rate;
        if (limit != null) {
            long now = System.nanoTime();
            limit.spend(size, now);
            rest(limit, now);
        }
    }

    private void rest(ReadRate limit, long now) {
        long rest = limit.rest(now);
        Later clock = later;
        if (rest > 0 && !resting && clock != null) {
            resting = true;
            pause();
            clock.run(this::rested, rest);
        }
    }

    private synchronized void rested() {
        resting = false;
        if (rate != null) {
            rest(rate, System.nanoTime());
        }
        resume();
    }

    private void pause() {
        if (!paused) {
            paused = true;
            connection.pauseReading();
        }
    }

    /** Forgets what has not been taken out yet. */
    synchronized void clear() {
        if (waiting != null) {
            waiting.removeIf(frame -> !(frame instanceof Frame.Disconnected));
        }
        bytes = 0;
        full = false;
        resume();
    }

    private void drain() {
        for (Frame frame = next(); frame != null; frame = next()) {
            handler.accept(frame);
        }
    }

    private synchronized @Nullable Frame next() {
        Frame frame = waiting == null ? null : waiting.poll();
        if (frame == null) {
            waiting = null;
            running = false;
            return null;
        }
        bytes -= frame.size();
        if (bytes < mark / 2) {
            full = false;
            resume();
        }
        return frame;
    }

    private void resume() {
        if (paused && !full && !resting) {
            paused = false;
            connection.resumeReading();
        }
    }
}
