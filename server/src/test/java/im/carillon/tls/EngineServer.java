package im.carillon.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** A blocking echo server on server engines, one virtual thread for each connection. */
final class EngineServer implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final Queue<SocketChannel> accepted = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<SSLSession> established = new LinkedBlockingQueue<>();
    private final BlockingQueue<IOException> failed = new LinkedBlockingQueue<>();

    EngineServer(Supplier<SSLEngine> engines) throws IOException {
        TlsSystemProperties.apply(); // whoever is first decides for the whole process
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(() -> accept(engines));
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** The next session that was established. */
    SSLSession nextSession() throws InterruptedException {
        SSLSession session = established.poll(10, TimeUnit.SECONDS);
        if (session == null) {
            throw new AssertionError("no session was established");
        }
        return session;
    }

    /** What the next connection that failed failed of. */
    IOException nextFailure() throws InterruptedException {
        IOException failure = failed.poll(10, TimeUnit.SECONDS);
        if (failure == null) {
            throw new AssertionError("no connection failed");
        }
        return failure;
    }

    private void accept(Supplier<SSLEngine> engines) {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                accepted.add(channel);
                Thread.ofVirtual().start(() -> serve(new Connection(channel, engines.get())));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Connection connection) {
        try (SocketChannel open = connection.channel) {
            try {
                connection.handshake();
                established.add(connection.engine.getSession());
                connection.echo();
            } catch (SSLException refused) {
                connection.sendAlert();
                throw refused;
            }
        } catch (IOException failure) {
            failed.add(failure);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SocketChannel channel : accepted) {
            channel.close();
        }
    }

    private static final class Connection {

        private final SocketChannel channel;
        private final SSLEngine engine;
        private final ByteBuffer in;
        private final ByteBuffer out;
        private final ByteBuffer plain;

        Connection(SocketChannel channel, SSLEngine engine) {
            this.channel = channel;
            this.engine = engine;
            int packet = engine.getSession().getPacketBufferSize();
            in = ByteBuffer.allocate(packet).flip();
            out = ByteBuffer.allocate(packet);
            plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        }

        void handshake() throws IOException {
            engine.beginHandshake();
            while (isHandshaking()) {
                step();
            }
        }

        private boolean isHandshaking() {
            return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
        }

        private void step() throws IOException {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                default -> unwrap();
            }
        }

        void echo() throws IOException {
            while (!engine.isInboundDone()) {
                if (isHandshaking()) {
                    step();
                } else {
                    unwrap();
                }
                plain.flip();
                while (plain.hasRemaining()) {
                    wrap(plain);
                }
                plain.clear();
            }
        }

        private void wrap(ByteBuffer source) throws IOException {
            out.clear();
            engine.wrap(source, out);
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        private void unwrap() throws IOException {
            if (engine.unwrap(in, plain).getStatus() == Status.BUFFER_UNDERFLOW) {
                in.compact();
                int count = channel.read(in);
                in.flip();
                if (count < 0) {
                    engine.closeInbound();
                }
            }
        }

        /** After the engine has thrown it still has the alert that tells the peer why. */
        void sendAlert() throws IOException {
            while (!engine.isOutboundDone()) {
                wrap(ByteBuffer.allocate(0));
            }
            // closing with something unread would reset the connection, and take the alert with it
            channel.shutdownOutput();
            do {
                in.clear();
            } while (channel.read(in) >= 0);
        }
    }
}
