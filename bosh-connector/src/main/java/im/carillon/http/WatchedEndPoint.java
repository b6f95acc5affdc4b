package im.carillon.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One TCP connection, which knows whether it is being used. Any thread may call. */
final class WatchedEndPoint extends SocketChannelEndPoint {

    private final HttpConnections connections;
    private final InetAddress address;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile long idleSince = System.nanoTime();
    private volatile boolean handedOver;

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
