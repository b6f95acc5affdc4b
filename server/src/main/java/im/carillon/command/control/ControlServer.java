package im.carillon.command.control;

import im.carillon.command.CommandRegistry;
import im.carillon.config.ControlConfig;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the commands on a Unix socket.
 *
 * <p>One virtual thread accepts, and one serves each connection. Who may connect is a matter of the
 * socket's file mode, so that there are no passwords; the number of connections is bounded.
 */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int CONNECTIONS = 32;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Path socket;
    private final CommandRegistry registry;
    private final Semaphore places = new Semaphore(CONNECTIONS);
    private final Set<ControlConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Optional<ServerSocketChannel>> listening = new AtomicReference<>(Optional.empty());

    @Inject
    public ControlServer(ControlConfig config, CommandRegistry registry) {
        this.socket = config.socket();
        this.registry = registry;
    }

    /** Binds the socket; refuses when another server answers on it. */
    public void start() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        Optional<Path> parent = Optional.ofNullable(socket.getParent());
        if (parent.isPresent()) {
            Files.createDirectories(parent.get());
        }
        removeStale(address);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(address);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        listening.set(Optional.of(server));
        Thread.ofVirtual().name("control-accept").start(() -> accept(server));
    }

    /** What a killed server left behind is removed; what a living one has is not. */
    private void removeStale(UnixDomainSocketAddress address) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(address)) {
            throw new IOException("another server answers on " + probe.getRemoteAddress());
        } catch (ConnectException e) {
            Files.delete(socket);
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            while (true) {
                places.acquire();
                SocketChannel client = server.accept();
                ControlConnection connection = new ControlConnection(client, registry);
                connections.add(connection);
                Thread.ofVirtual().name("control").start(() -> serve(connection));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("the control socket is closed");
        } catch (IOException e) {
            LOG.error("the control socket {} failed", socket, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(ControlConnection connection) {
        try {
            connection.run();
        } finally {
            connections.remove(connection);
            places.release();
        }
    }

    /** Accepts nothing more, lets commands that are running answer, and removes the socket. */
    @Override
    public void close() throws IOException {
        Optional<ServerSocketChannel> server = listening.getAndSet(Optional.empty());
        if (server.isEmpty()) {
            return;
        }
        server.get().close();
        Files.deleteIfExists(socket);
        for (ControlConnection connection : connections) {
            connection.finish(LAST_ANSWERS);
        }
    }
}
