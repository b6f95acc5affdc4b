package im.carillon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** The client's half of TLS on one link. Buffers belong to the loop; what is left over between events is copied out. */
final class TlsLayer {
    private static final byte[] NOTHING = {};

    private final SSLEngine engine;
    private byte[] cipherRest = NOTHING;
    private byte[] plainQueue = NOTHING;
    private byte[] cipherQueue = NOTHING;
    private boolean established;

    TlsLayer(SSLEngine engine) {
        this.engine = engine;
        try {
            engine.beginHandshake();
        } catch (SSLException e) {
            throw new BenchmarkException("TLS cannot begin", e);
        }
    }

    SSLEngine engine() {
        return engine;
    }

    /** Decrypts; answers true when the handshake came to its end while doing so. */
    boolean read(ByteBuffer net, LoadLoop loop, Consumer<ByteBuffer> plain) throws IOException {
        ByteBuffer in = loop.cipherIn.clear().put(cipherRest).put(net).flip();
        cipherRest = NOTHING;
        boolean finished = false;
        while (in.hasRemaining()) {
            ByteBuffer out = loop.plainIn.clear();
            SSLEngineResult result = engine.unwrap(in, out);
            finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
            runTasks();
            if (out.flip().hasRemaining()) {
                plain.accept(out);
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                finished |= wrap(ByteBuffer.wrap(NOTHING), loop);
            } else if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                break;
            }
            if (result.getStatus() == Status.CLOSED) {
                throw new IOException("The server closed TLS");
            }
        }
        if (in.hasRemaining()) {
            cipherRest = new byte[in.remaining()];
            in.get(cipherRest);
        }
        // a session ticket after the handshake counts as a small handshake to the engine
        boolean first = finished && !established;
        established |= finished;
        return first;
    }

    /** Encrypts and writes, as far as the socket takes it; answers whether nothing is left waiting. */
    boolean write(ByteBuffer plain, LoadLoop loop, SocketChannel channel) throws IOException {
        plainQueue = append(plainQueue, plain);
        HandshakeStatus status = engine.getHandshakeStatus();
        boolean mayWrap = status == HandshakeStatus.NEED_WRAP
                || (status == HandshakeStatus.NOT_HANDSHAKING && plainQueue.length > 0);
        if (mayWrap) {
            ByteBuffer source = ByteBuffer.wrap(plainQueue);
            wrap(source, loop);
            plainQueue = append(NOTHING, source);
        }
        ByteBuffer waiting = ByteBuffer.wrap(cipherQueue);
        while (waiting.hasRemaining() && channel.write(waiting) > 0) {
            // until the socket is full
        }
        cipherQueue = append(NOTHING, waiting);
        return cipherQueue.length == 0;
    }

    private boolean wrap(ByteBuffer plain, LoadLoop loop) throws IOException {
        boolean finished = false;
        do {
            ByteBuffer out = loop.netOut.clear();
            SSLEngineResult result = engine.wrap(plain, out);
            finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
            runTasks();
            cipherQueue = append(cipherQueue, out.flip());
            if (result.getStatus() == Status.CLOSED) {
                throw new IOException("TLS is closed");
            }
        } while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                || (plain.hasRemaining() && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING));
        return finished;
    }

    private void runTasks() {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
    }

    private static byte[] append(byte[] head, ByteBuffer tail) {
        if (head.length == 0 && !tail.hasRemaining()) {
            return NOTHING;
        }
        byte[] both = new byte[head.length + tail.remaining()];
        System.arraycopy(head, 0, both, 0, head.length);
        tail.get(both, head.length, tail.remaining());
        return both;
    }
}
