package im.carillon.transport.tcp;

import im.carillon.config.ListenerConfig;
import im.carillon.transport.ConnectionAcceptor;
import im.carillon.transport.EngineSource;
import im.carillon.xml.XmlLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.filter.ssl.SslEvent;
import org.apache.mina.transport.socket.nio.NioSession;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening socket. Its connections are spread over the I/O threads all listeners share; a peer
 * that stays silent is reported once per period.
 */
public final class TcpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final AttributeKey CONNECTION = new AttributeKey(TcpListener.class, "connection");
    private static final int BACKLOG = 1024;
    private static final int FIRST_READ_BYTES = 2048;
    private static final int LARGEST_READ_BYTES = 32 * 1024;

    private final NioSocketAcceptor acceptor;
    private final ListenerConfig config;

    public TcpListener(
            ListenerConfig config,
            IoProcessor<NioSession> processors,
            EngineSource engines,
            XmlLimits limits,
            Duration silence,
            ConnectionAcceptor connections) {
        this.config = config;
        acceptor = new NioSocketAcceptor(processors);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.getSessionConfig().setTcpNoDelay(true);
        acceptor.getSessionConfig().setKeepAlive(true);
        acceptor.getSessionConfig().setReadBufferSize(FIRST_READ_BYTES);
        acceptor.getSessionConfig().setMaxReadBufferSize(LARGEST_READ_BYTES);
        acceptor.getSessionConfig().setReaderIdleTime(Math.max(1, Math.toIntExact(silence.toSeconds())));
        acceptor.setHandler(new Handler(config.directTls(), engines, limits, connections));
    }

    /** Binds the socket. */
    public void open() throws IOException {
        try {
            acceptor.bind(new InetSocketAddress(config.address(), config.port()));
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + config.address() + " port " + config.port() + ": " + e.getMessage(), e);
        }
    }

    /** The address that was bound, with the port the system chose if 0 was asked for. */
    public InetSocketAddress localAddress() {
        return acceptor.getLocalAddress();
    }

    public boolean isDirectTls() {
        return config.directTls();
    }

    /** Takes no more connections; those that are open stay. */
    public void stopAccepting() {
        acceptor.setCloseOnDeactivation(false);
        acceptor.unbind();
    }

    @Override
    public void close() {
        acceptor.dispose(false);
    }

    private static final class Handler extends IoHandlerAdapter {

        private final boolean directTls;
        private final EngineSource engines;
        private final XmlLimits limits;
        private final ConnectionAcceptor connections;
        private final SSLContext unusedContext;

        Handler(boolean directTls, EngineSource engines, XmlLimits limits, ConnectionAcceptor connections) {
            this.directTls = directTls;
            this.engines = engines;
            this.limits = limits;
            this.connections = connections;
            try {
                // the engines come from elsewhere, but MINA's filter insists on a context
                this.unusedContext = SSLContext.getInstance("TLS");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no TLS", e);
            }
        }

        @Override
        public void sessionCreated(IoSession session) {
            TcpConnection connection = new TcpConnection((NioSession) session, engines, unusedContext, limits);
            session.setAttribute(CONNECTION, connection);
            if (directTls) {
                connection.secureWith(Optional.empty(), true);
            }
            connection.handler(connections.accept(connection));
        }

        private static TcpConnection of(IoSession session) {
            return (TcpConnection) session.getAttribute(CONNECTION);
        }

        @Override
        public void messageReceived(IoSession session, Object message) {
            of(session).bytesReceived((IoBuffer) message);
        }

        @Override
        public void messageSent(IoSession session, Object message) {
            of(session).bytesWritten();
        }

        @Override
        public void event(IoSession session, FilterEvent event) {
            if (event == SslEvent.SECURED) {
                of(session).handshakeDone();
            }
        }

        @Override
        public void sessionClosed(IoSession session) {
            of(session).disconnected();
        }

        @Override
        public void inputClosed(IoSession session) {
            session.closeNow();
        }

        @Override
        public void sessionIdle(IoSession session, IdleStatus status) {
            of(session).silent(session.getReaderIdleCount());
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            LOG.debug("connection from {} failed: {}", session.getRemoteAddress(), cause.toString());
            session.closeNow();
        }
    }
}
