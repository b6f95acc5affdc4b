package im.carillon.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One TCP connection, which knows whether it is being used. Any thread may call. */
final class WatchedEndPoint extends SocketChannelEndPoint {

    /** Of a file, so that one connection does not hold up the others of its thread. */
    private static final int MOST_AT_ONCE = 1 << 20;

    private final HttpConnections connections;
    private final InetAddress address;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile long idleSince = System.nanoTime();
    private volatile boolean handedOver;
    private volatile @Nullable FileBytes sending;

    /** What is always the same for one connection; only its reader is interested, one at a time. */
    private @Nullable Callback asGiven;

    private @Nullable Callback quick;

    WatchedEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            HttpConnections connections) {
        super(channel, selector, key, scheduler);
        this.connections = connections;
        this.address = ((InetSocketAddress) getRemoteSocketAddress()).getAddress();
    }

    static Optional<WatchedEndPoint> of(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        while (end instanceof EndPoint.Wrapper wrapper) {
            end = wrapper.unwrap();
        }
        return end instanceof WatchedEndPoint watched ? Optional.of(watched) : Optional.empty();
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (!connections.opened(this, address)) {
            close();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        connections.closed(this, address);
        super.onClose(cause);
    }

    /**
     * A connection that was handed over reads without blocking: the selector's thread may do it itself,
     * which saves waking another thread for each message, and the selector after it.
     */
    @Override
    public void fillInterested(Callback callback) {
        super.fillInterested(handedOver ? withoutBlocking(callback) : callback);
    }

    private Callback withoutBlocking(Callback callback) {
        Callback known = quick;
        if (known == null || !callback.equals(asGiven)) {
            known = Callback.from(InvocationType.NON_BLOCKING, callback::succeeded, callback::failed);
            asGiven = callback;
            quick = known;
        }
        return known;
    }

    /** The next write contains this; {@link #sent} has to follow. */
    void sends(FileBytes piece) {
        sending = piece;
    }

    void sent() {
        sending = null;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        FileBytes piece = sending;
        int at = piece == null ? -1 : indexOf(piece.buffer(), buffers);
        if (piece == null || at < 0) {
            return super.flush(buffers);
        }
        if (!isEmpty(buffers, at) && !super.flush(Arrays.copyOf(buffers, at))) {
            return false;
        }
        sendFromFile(piece);
        return isEmpty(buffers, buffers.length);
    }

    @SuppressWarnings("ReferenceEquality") // the very same, not one with the same bytes
    private static int indexOf(ByteBuffer wanted, ByteBuffer... buffers) {
        for (int i = 0; i < buffers.length; i++) {
            if (buffers[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isEmpty(ByteBuffer[] buffers, int count) {
        for (int i = 0; i < count; i++) {
            if (buffers[i] != null && buffers[i].hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    private void sendFromFile(FileBytes piece) throws IOException {
        ByteBuffer buffer = piece.buffer();
        if (!buffer.hasRemaining()) {
            return;
        }
        long count;
        try {
            count = piece.file().transferTo(piece.position(), Math.min(buffer.remaining(), MOST_AT_ONCE), getChannel());
        } catch (IOException e) {
            throw new EofException(e);
        }
        if (count > 0) {
            buffer.position(buffer.position() + (int) count);
            notIdle();
        }
    }

    void begun() {
        requests.incrementAndGet();
    }

    void answered() {
        idleSince = System.nanoTime();
        requests.decrementAndGet();
    }

    void handOver() {
        handedOver = true;
    }

    /** For how long nothing has been asked here. */
    Duration idle(long now) {
        return handedOver || requests.get() > 0 ? Duration.ZERO : Duration.ofNanos(now - idleSince);
    }
}
