package im.carillon.transport.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * The thread that moves all the bytes. MINA reads each time into a new buffer and hands it through
 * its filters; what passes between two ends goes from socket to socket instead, through one direct
 * buffer that is used again and again. Where the receiver is slower than the sender the rest keeps
 * its buffer, and the next one is taken from those that came back.
 */
final class RelayProcessor extends NioProcessor {

    static final AttributeKey CONNECTION = new AttributeKey(RelayProcessor.class, "connection");

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MOST_SPARE = 256;

    private final ScheduledExecutorService clock;
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();
    private @Nullable ByteBuffer current;

    RelayProcessor(Executor thread, ScheduledExecutorService clock) {
        super(thread);
        this.clock = clock;
    }

    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        RelayConnection connection = (RelayConnection) session.getAttribute(CONNECTION);
        RelayConnection other = connection == null ? null : connection.other();
        return connection == null || other == null ? super.read(session, buffer) : connection.pass(other);
    }

    /** Whether to read; on this thread, unlike MINA's ways to say so, which wake it up. */
    void read(NioSession session, boolean wanted) {
        try {
            setInterestedInRead(session, wanted);
        } catch (Exception e) { // declared, but a key that is gone is no error
            session.closeNow();
        }
    }

    void later(Runnable action, Duration time) {
        clock.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Empty and ready to be filled. */
    ByteBuffer buffer() {
        ByteBuffer known = current;
        if (known == null) {
            ByteBuffer kept = spare.poll();
            known = kept == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : kept;
            current = known;
        }
        return known.clear();
    }

    /** The buffer is needed elsewhere for a while. */
    void lend() {
        current = null;
    }

    void giveBack(ByteBuffer buffer) {
        if (spare.size() < MOST_SPARE) {
            spare.add(buffer);
        }
    }
}
