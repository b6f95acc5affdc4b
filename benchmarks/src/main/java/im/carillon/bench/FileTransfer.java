package im.carillon.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes without end from one socket to another, until it is closed. */
final class FileTransfer implements AutoCloseable {
    private static final int BLOCK = 256 * 1024;

    private final Socket from;
    private final Socket to;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean closed;

    FileTransfer(Socket from, Socket to) {
        this.from = from;
        this.to = to;
        Thread.ofPlatform().daemon().name("sender").start(() -> attempt(this::send));
        Thread.ofPlatform().daemon().name("receiver").start(() -> attempt(this::receive));
    }

    long received() {
        return received.get();
    }

    private interface Action {
        void run() throws IOException;
    }

    private void attempt(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException("the transfer broke off", e);
            }
        }
    }

    private void send() throws IOException {
        byte[] block = new byte[BLOCK];
        OutputStream output = from.getOutputStream();
        while (!closed) {
            output.write(block);
        }
    }

    private void receive() throws IOException {
        byte[] block = new byte[BLOCK];
        InputStream input = to.getInputStream();
        for (int count = input.read(block); count >= 0; count = input.read(block)) {
            received.addAndGet(count);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            from.close();
            to.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
