package im.carillon.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** What {@code relay.c} does, for machines without a C compiler: bytes pass to the other of a pair, or to all, unread. */
final class JavaRelay {
    private final boolean echo;
    private final boolean room;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private Optional<SelectionKey> waiting = Optional.empty();

    private JavaRelay(String mode) throws IOException {
        this.echo = mode.equals("echo");
        this.room = mode.equals("room");
    }

    public static void main(String[] arguments) throws IOException {
        new JavaRelay(arguments.length > 0 ? arguments[0] : "pairs").run();
    }

    private void run() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        System.out.println(listener.socket().getLocalPort());
        while (!Thread.interrupted()) {
            selector.select(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                admit();
            } else {
                move(key);
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void admit() throws IOException {
        SocketChannel channel = listener.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        if (echo || room) {
            key.attach(key);
        } else if (waiting.isPresent()) {
            key.attach(waiting.get());
            waiting.get().attach(key);
            waiting = Optional.empty();
        } else {
            waiting = Optional.of(key);
        }
    }

    private void move(SelectionKey key) throws IOException {
        SocketChannel from = (SocketChannel) key.channel();
        buffer.clear();
        if (from.read(buffer) < 0) {
            from.close();
            return;
        }
        buffer.flip();
        if (room) {
            for (SelectionKey member : selector.keys()) {
                if (member.isValid() && member.channel() instanceof SocketChannel to) {
                    write(buffer.duplicate(), to);
                }
            }
        } else if (key.attachment() instanceof SelectionKey peer) {
            write(buffer, (SocketChannel) peer.channel());
        }
    }

    private static void write(ByteBuffer bytes, SocketChannel to) throws IOException {
        // what is in flight is bounded by the load and fits the socket's buffer
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
