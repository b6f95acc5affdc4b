package im.carillon.stream;

import im.carillon.transport.Connection;
import im.carillon.transport.WriteTurn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection. Any thread may offer and is never blocked. What is
 * offered in one turn of a thread goes out as one write ({@link WriteTurn}); one write is in flight
 * at a time, and whatever gathered in the meantime goes out joined as the next one.
 *
 * <p>An empty outbox holds no queue. Over its budget it refuses and says so once.
 */
final class Outbox implements WriteTurn.Writer {

    private static final int LARGEST_WRITE = 64 * 1024;

    private final Connection connection;
    private final int budget;
    private final Runnable overflow;
    private @Nullable Queue<byte[]> waiting;
    private @Nullable Queue<byte[]> held;
    private int waitingBytes;
    private boolean writing;
    private int writingBytes;

    /** Whether somebody has promised to call {@link #write}. */
    private boolean due;

    private boolean ended;
    private boolean closeWhenEmpty;
    private volatile @Nullable String secureWhenEmpty;

    Outbox(Connection connection, int budget, Runnable overflow) {
        this.connection = connection;
        this.budget = budget;
        this.overflow = overflow;
    }

    /** @return whether the bytes were taken */
    boolean offer(byte[] bytes) {
        boolean taken;
        boolean mine = false;
        boolean much;
        synchronized (this) {
            if (ended) {
                return false;
            }
            taken = take(bytes);
            much = waitingBytes >= LARGEST_WRITE;
            if (!taken) {
                drop();
            } else if (!writing && held == null) {
                mine = !due || much;
                due = true;
            }
        }
        if (!taken) {
            overflow.run();
        } else if (mine && (much || connection.gathers() || !WriteTurn.later(this))) {
            write();
        }
        return taken;
    }

    private boolean take(byte[] bytes) {
        boolean idle = !writing && waiting == null && held == null;
        if (!idle && waitingBytes + bytes.length > budget) {
            return false;
        }
        if (held != null) {
            held.add(bytes);
        } else {
            if (waiting == null) {
                waiting = new ArrayDeque<>(4);
            }
            waiting.add(bytes);
        }
        waitingBytes += bytes.length;
        return true;
    }

    @Override
    public void write() {
        send(begin());
    }

    /** The write in flight is done: the next one follows. */
    void written() {
        send(following());
    }

    /** Writes until the connection takes no more at once, or nothing is left. */
    private void send(List<byte[]> first) {
        List<byte[]> next = first;
        while (!next.isEmpty()) {
            if (secureWhenEmpty != null) {
                // TLS begins on the connection's own thread, which then reads nothing in between
                connection.write(next);
                return;
            }
            if (!connection.writeNow(next)) {
                return;
            }
            next = following();
        }
    }

    private synchronized List<byte[]> begin() {
        due = false;
        return writing || waiting == null ? List.of() : next();
    }

    private synchronized List<byte[]> following() {
        writing = false;
        return next();
    }

    /** How many bytes have been offered and are not out. */
    synchronized int waiting() {
        return waitingBytes + writingBytes;
    }

    /** Keeps back what is offered from now on, until {@link #release}. */
    synchronized void hold() {
        if (held == null) {
            held = new ArrayDeque<>();
        }
    }

    /** Lets go what was kept back, behind these. */
    synchronized void release(byte[]... first) {
        Queue<byte[]> kept = held == null ? new ArrayDeque<>() : held;
        held = null;
        for (byte[] bytes : first) {
            offer(bytes);
        }
        for (byte[] bytes : kept) {
            waitingBytes -= bytes.length;
            offer(bytes);
        }
    }

    private void emptied() {
        String host = secureWhenEmpty;
        if (host != null) {
            secureWhenEmpty = null;
            connection.startTls(host);
        }
        if (closeWhenEmpty) {
            connection.close();
        }
    }

    /** What is to be written now, as one write; nothing when it will be later, or all is out. */
    private List<byte[]> next() {
        Queue<byte[]> queue = waiting;
        byte[] first = queue == null ? null : queue.poll();
        if (queue == null || first == null) {
            waiting = null;
            writingBytes = 0;
            emptied();
            return List.of();
        }
        writing = true;
        int length = first.length;
        byte[] second = queue.peek();
        if (second == null || length + second.length > LARGEST_WRITE) {
            begun(length);
            return List.of(first);
        }
        List<byte[]> pieces = new ArrayList<>(queue.size() + 1);
        pieces.add(first);
        for (byte[] bytes = second; bytes != null && length + bytes.length <= LARGEST_WRITE; bytes = queue.peek()) {
            pieces.add(bytes);
            length += bytes.length;
            queue.remove();
        }
        begun(length);
        return pieces;
    }

    private void begun(int length) {
        waitingBytes -= length;
        writingBytes = length;
    }

    /** The last plain bytes: once they are out, TLS begins. */
    void offerAndSecure(byte[] proceed, String host) {
        boolean taken;
        synchronized (this) {
            // one step: an earlier write that is done in between must not begin TLS before this one
            taken = !ended && take(proceed);
            secureWhenEmpty = taken ? host : null;
        }
        if (taken) {
            write();
        } else {
            overflow.run();
        }
    }

    /** Takes nothing more, and closes the connection when everything is out. */
    void endAndClose() {
        List<byte[]> last;
        synchronized (this) {
            ended = true;
            closeWhenEmpty = true;
            last = writing ? List.of() : next();
        }
        send(last);
    }

    /** The connection is gone. */
    synchronized void drop() {
        ended = true;
        waiting = null;
        held = null;
        waitingBytes = 0;
    }
}
