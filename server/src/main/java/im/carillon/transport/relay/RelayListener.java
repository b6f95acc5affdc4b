package im.carillon.transport.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket that the ends of transfers connect to. */
public final class RelayListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RelayListener.class);
    private static final int BACKLOG = 256;
    private static final int HANDSHAKE_BYTES = 512;
    private static final int SWEEP_MILLIS = 250;

    private final Relay relay;
    private final InetSocketAddress address;
    private final ExecutorService thread =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("relay").factory());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay-clock").daemon().factory());
    private final RelayProcessor processor = new RelayProcessor(thread, clock);
    private final NioSocketAcceptor acceptor = new NioSocketAcceptor(processor);

    public RelayListener(Relay relay, InetSocketAddress address) {
        this.relay = relay;
        this.address = address;
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.getSessionConfig().setKeepAlive(true);
        acceptor.getSessionConfig().setReadBufferSize(HANDSHAKE_BYTES);
        acceptor.setHandler(new Handler());
    }

    /** Binds the socket. */
    public void open() throws IOException {
        try {
            acceptor.bind(address);
        } catch (IOException e) {
            throw new IOException(
                    "the proxy for file transfers cannot listen on "
                            + address.getAddress().getHostAddress() + " port " + address.getPort() + ": "
                            + e.getMessage() + "; see the table proxy of the configuration",
                    e);
        }
        clock.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            relay.sweep();
        } catch (RuntimeException e) {
            LOG.error("ending overdue connections of the proxy failed", e); // or the clock would never call again
        }
    }

    /** What was bound, with the port the system chose if 0 was asked for. */
    public InetSocketAddress localAddress() {
        return acceptor.getLocalAddress();
    }

    /** Takes no more connections; those that are open stay. */
    public void stopAccepting() {
        acceptor.setCloseOnDeactivation(false);
        acceptor.unbind();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        acceptor.setCloseOnDeactivation(true);
        acceptor.getManagedSessions().values().forEach(IoSession::closeNow);
        acceptor.dispose(false);
        processor.dispose();
        thread.shutdown();
    }

    private final class Handler extends IoHandlerAdapter {

        @Override
        public void sessionCreated(IoSession session) {
            RelayConnection connection = new RelayConnection((NioSession) session, processor, relay);
            if (relay.admit(connection)) {
                session.setAttribute(RelayProcessor.CONNECTION, connection);
            } else {
                LOG.debug("too many connections to the proxy, {} is turned away", connection.address());
                session.closeNow();
            }
        }

        private static RelayConnection of(IoSession session) {
            return (RelayConnection) session.getAttribute(RelayProcessor.CONNECTION);
        }

        private static boolean isTaken(IoSession session) {
            return session.containsAttribute(RelayProcessor.CONNECTION);
        }

        @Override
        public void messageReceived(IoSession session, Object message) {
            if (isTaken(session)) {
                of(session).said(((IoBuffer) message).buf());
            }
        }

        @Override
        public void messageSent(IoSession session, Object message) {
            of(session).sent();
        }

        @Override
        public void inputClosed(IoSession session) {
            if (isTaken(session)) {
                of(session).inputEnded();
            } else {
                session.closeNow();
            }
        }

        @Override
        public void sessionClosed(IoSession session) {
            if (isTaken(session)) {
                of(session).closed();
            }
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            LOG.debug("connection from {} to the proxy failed: {}", session.getRemoteAddress(), cause.toString());
            session.closeNow();
        }
    }
}
