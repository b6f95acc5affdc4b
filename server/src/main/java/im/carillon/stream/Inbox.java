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
 * read; the lock makes pausing and resuming follow each other.
 */
final class Inbox {

    private final Connection connection;
    private final Executor threads;
    private final Consumer<Frame> handler;
    private volatile int mark;
    private @Nullable Queue<Frame> waiting;
    private int bytes;
    private boolean running;
    private boolean paused;

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
            if (bytes > mark && !paused) {
                paused = true;
                connection.pauseReading();
            }
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

    /** Forgets what has not been taken out yet. */
    synchronized void clear() {
        if (waiting != null) {
            waiting.removeIf(frame -> !(frame instanceof Frame.Disconnected));
        }
        bytes = 0;
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
            resume();
        }
        return frame;
    }

    private void resume() {
        if (paused) {
            paused = false;
            connection.resumeReading();
        }
    }
}
