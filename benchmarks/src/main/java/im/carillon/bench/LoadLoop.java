package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * All links of the load, driven by whoever calls {@link #runUntil}: one thread does everything, so that nothing here is
 * locked and the load keeps to one core.
 */
final class LoadLoop implements AutoCloseable {
    static final int BUFFER = 128 * 1024;

    /** Source addresses that are taken in turn, against a shortage of ports and against limits per address. */
    private static final int SOURCES = 200;

    private static final Duration LONGEST_SELECT = Duration.ofMillis(100);

    private final Selector selector;
    private final Set<SocketLink> links = new HashSet<>();
    final ByteBuffer netIn = ByteBuffer.allocateDirect(BUFFER);
    final ByteBuffer netOut = ByteBuffer.allocateDirect(BUFFER);
    final ByteBuffer cipherIn = ByteBuffer.allocate(2 * BUFFER);
    final ByteBuffer plainIn = ByteBuffer.allocate(BUFFER);
    final byte[] work = new byte[8 * BUFFER];
    private int nextSource;

    LoadLoop() {
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SocketLink connect(InetSocketAddress server, Cutter cutter, LinkHandler handler) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (server.getAddress().isLoopbackAddress()) {
                channel.bind(new InetSocketAddress(source(), 0));
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            SocketLink link = new SocketLink(this, channel, key, cutter, handler);
            key.attach(link);
            links.add(link);
            if (channel.connect(server)) {
                link.finishConnect();
            }
            return link;
        } catch (IOException e) {
            throw new BenchmarkException("Cannot connect to " + server, e);
        }
    }

    /** Moves bytes until the condition holds; answers false when time ran out first. */
    boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            select(Math.min(left, LONGEST_SELECT.toNanos()));
        }
        return true;
    }

    void runFor(Duration duration) {
        runUntil(() -> false, duration);
    }

    int openLinks() {
        return links.size();
    }

    void forget(SocketLink link) {
        links.remove(link);
    }

    void abortAll() {
        Set.copyOf(links).forEach(SocketLink::abort);
    }

    @Override
    public void close() {
        abortAll();
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void select(long nanos) {
        try {
            selector.select(key -> ((SocketLink) key.attachment()).ready(), Math.max(1, nanos / 1_000_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String source() {
        nextSource = (nextSource + 1) % SOURCES;
        return "127.0.1." + (nextSource + 1);
    }
}
