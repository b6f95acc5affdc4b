package im.carillon.stream;

import im.carillon.transport.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection. Any thread may offer and is never blocked; one write
 * is in flight at a time, and whatever gathered in the meantime goes out joined as the next one.
 *
 * <p>An empty outbox holds no queue. Over its budget it refuses and says so once.
 */
final class Outbox {

    private static final int LARGEST_WRITE = 64 * 1024;

    private final Connection connection;
    private final int budget;
    private final Runnable overflow;
    private @Nullable Queue<byte[]> waiting;
    private @Nullable Queue<byte[]> held;
    private int waitingBytes;
    private boolean writing;
    private int writingBytes;
    private boolean ended;
    private boolean closeWhenEmpty;
    private @Nullable String secureWhenEmpty;

    Outbox(Connection connection, int budget, Runnable overflow) {
        this.connection = connection;
        this.budget = budget;
        this.overflow = overflow;
    }

    /** @return whether the bytes were taken */
    boolean offer(byte[] bytes) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            if (take(bytes)) {
                return true;
            }
            ended = true;
            waiting = null;
            waitingBytes = 0;
            held = null;
        }
        overflow.run();
        return false;
    }

    private boolean take(byte[] bytes) {
        if (ended) {
            return false;
        }
        if (!writing && held == null) {
            writing = true;
            writingBytes = bytes.length;
            connection.write(bytes);
            return true;
        }
        if (waitingBytes + bytes.length > budget) {
            return false;
        }
        later().add(bytes);
        waitingBytes += bytes.length;
        return true;
    }

    private Queue<byte[]> later() {
        if (held != null) {
            return held;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        return waiting;
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

    /** The write in flight is done: the next one follows. */
    synchronized void written() {
        if (waiting == null || waiting.isEmpty()) {
            waiting = null;
            writing = false;
            writingBytes = 0;
            String host = secureWhenEmpty;
            if (host != null) {
                secureWhenEmpty = null;
                connection.startTls(host);
            }
            if (closeWhenEmpty) {
                connection.close();
            }
            return;
        }
        int before = waitingBytes;
        List<byte[]> next = next(waiting);
        writingBytes = before - waitingBytes;
        if (next.size() == 1) {
            connection.write(next.getFirst());
        } else {
            connection.write(next);
        }
    }

    private List<byte[]> next(Queue<byte[]> queue) {
        byte[] first = queue.remove();
        waitingBytes -= first.length;
        byte[] second = queue.peek();
        if (second == null || first.length + second.length > LARGEST_WRITE) {
            return List.of(first);
        }
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(first);
        int length = first.length;
        for (byte[] bytes = second; bytes != null && length + bytes.length <= LARGEST_WRITE; bytes = queue.peek()) {
            pieces.add(bytes);
            length += bytes.length;
            waitingBytes -= bytes.length;
            queue.remove();
        }
        return pieces;
    }

    /** The last plain bytes: once they are out, TLS begins. */
    void offerAndSecure(byte[] proceed, String host) {
        boolean taken;
        synchronized (this) {
            // one step: an earlier write that is done in between must not begin TLS before this one
            taken = take(proceed);
            secureWhenEmpty = taken ? host : null;
        }
        if (!taken) {
            overflow.run();
        }
    }

    /** Takes nothing more, and closes the connection when everything is out. */
    synchronized void endAndClose() {
        ended = true;
        closeWhenEmpty = true;
        if (!writing) {
            connection.close();
        }
    }

    /** The connection is gone. */
    synchronized void drop() {
        ended = true;
        waiting = null;
        held = null;
        waitingBytes = 0;
    }
}
