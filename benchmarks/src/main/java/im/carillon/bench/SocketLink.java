package im.carillon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the load. What is sent while bytes are being handled is gathered and written once at the end, as a
 * good client would. Between events an idle link holds no buffer.
 */
final class SocketLink implements Link {
    private static final byte[] NOTHING = {};
    private static final int PING = 9;
    private static final int PONG = 0x8a;

    private final LoadLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Cutter cutter;
    private LinkHandler handler;
    private @Nullable TlsLayer tls;
    private Wire wire = Wire.TCP;

    private byte[] rest = NOTHING;
    private byte[] out = NOTHING;
    private int outLength;
    private boolean open = true;
    private boolean begun;

    SocketLink(LoadLoop loop, SocketChannel channel, SelectionKey key, Cutter cutter, LinkHandler handler) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.cutter = cutter;
        this.handler = handler;
    }

    @Override
    public void handOverTo(LinkHandler next) {
        handler = next;
    }

    @Override
    public LinkHandler handler() {
        return handler;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void open(String domain) {
        if (begun) {
            cutter.reset();
        }
        begun = true;
        send(wire.opening(domain));
    }

    @Override
    public void end() {
        send(wire.closing());
    }

    @Override
    public void send(byte[] bytes) {
        int room = bytes.length + Wire.ROOM;
        if (out.length - outLength < room) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, outLength + room));
        }
        outLength = wire.put(bytes, out, outLength);
    }

    /** A ping is answered; it has no payload (RFC 6455 §5.5.3). */
    private void control(int opcode) {
        if (opcode == PING) {
            out = Arrays.copyOf(out, outLength + Wire.ROOM);
            outLength = Wire.header(PONG, 0, out, outLength);
        }
    }

    /** Frames look like this from now on. */
    void speak(Wire other) {
        wire = other;
    }

    @Override
    public void flush() {
        if (!open) {
            return;
        }
        try {
            boolean all = tls == null ? writePlain() : tls.write(takeOut(), loop, channel);
            int wanted = all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            if (key.interestOps() != wanted) {
                key.interestOps(wanted);
            }
        } catch (IOException e) {
            lost(e.toString());
        }
    }

    @Override
    public void startTls(SSLEngine engine) {
        cutter.reset();
        begun = false;
        tls = new TlsLayer(engine);
        flush();
    }

    @Override
    public Optional<SSLEngine> tlsEngine() {
        return Optional.ofNullable(tls).map(TlsLayer::engine);
    }

    @Override
    public void abort() {
        open = false;
        loop.forget(this);
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            throw new BenchmarkException("A socket cannot be closed", e);
        }
    }

    void finishConnect() {
        key.interestOps(SelectionKey.OP_READ);
        handler.connected(this);
        flush();
    }

    /** What the selector found. */
    void ready() {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                finishConnect();
            } else {
                if (key.isValid() && key.isReadable()) {
                    read();
                }
                if (open) {
                    flush();
                }
            }
        } catch (IOException e) {
            lost(e.toString());
        }
    }

    private void read() throws IOException {
        ByteBuffer in = loop.netIn;
        int count;
        do {
            in.clear();
            count = channel.read(in);
            if (count < 0) {
                lost("end of stream");
                return;
            }
            in.flip();
            if (tls == null) {
                received(in);
            } else if (tls.read(in, loop, this::received)) {
                handler.secured(this);
            }
        } while (open && count == LoadLoop.BUFFER);
    }

    private void received(ByteBuffer bytes) {
        byte[] work = loop.work;
        int scanned = rest.length;
        int end = scanned + bytes.remaining();
        if (end > work.length) {
            throw new BenchmarkException("A frame is longer than " + work.length + " bytes");
        }
        System.arraycopy(rest, 0, work, 0, scanned);
        bytes.get(work, scanned, end - scanned);
        rest = NOTHING;
        int start = 0;
        int cut = cutter.cut(work, scanned, end);
        while (cut != Cutter.MORE && open) {
            if (cutter.isControl(work, start)) {
                control(work[start] & 0x0f);
            } else {
                handler.frame(this, work, cutter.begin(work, start, cut), cut);
            }
            start = cut;
            cut = cutter.cut(work, start, end);
        }
        if (start < end) {
            rest = Arrays.copyOfRange(work, start, end);
        }
    }

    private boolean writePlain() throws IOException {
        if (outLength == 0) {
            return true;
        }
        int written = 0;
        int count;
        do {
            ByteBuffer buffer = loop.netOut.clear();
            buffer.put(out, written, Math.min(outLength - written, buffer.remaining()))
                    .flip();
            count = channel.write(buffer);
            written += count;
        } while (written < outLength && count == LoadLoop.BUFFER);
        outLength -= written;
        if (outLength == 0) {
            out = out.length > 4096 ? NOTHING : out;
        } else {
            System.arraycopy(out, written, out, 0, outLength);
        }
        return outLength == 0;
    }

    private ByteBuffer takeOut() {
        ByteBuffer taken = ByteBuffer.wrap(out, 0, outLength);
        out = NOTHING;
        outLength = 0;
        return taken;
    }

    private void lost(String reason) {
        if (open) {
            abort();
            handler.closed(this, reason);
        }
    }
}
