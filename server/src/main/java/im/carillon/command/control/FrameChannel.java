package im.carillon.command.control;

import im.carillon.command.Datum;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Frames over a socket; one thread at a time. */
public final class FrameChannel {

    private final DataInputStream in;
    private final DataOutputStream out;

    public FrameChannel(SocketChannel socket) {
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket)));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(socket)));
    }

    /** The next frame, which must be of a kind that may come now; empty at the end of the stream. */
    Optional<Frame> read(Frame.Kind... expected) throws IOException {
        int code = in.read();
        if (code < 0) {
            return Optional.empty();
        }
        for (Frame.Kind kind : expected) {
            if (kind.code() == code) {
                return Optional.of(new Frame(kind, payload(kind)));
            }
        }
        throw new IOException("a frame of kind " + code + " does not belong here");
    }

    private byte[] payload(Frame.Kind kind) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > kind.largest()) {
            throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes is too large");
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("the stream ends within a frame");
        }
        return payload;
    }

    void write(Frame frame) throws IOException {
        out.writeByte(frame.kind().code());
        out.writeInt(frame.payload().length);
        out.write(frame.payload());
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Sends a request with its input, and waits for the answer. */
    public Datum.Fields exchange(Datum.Fields request, InputStream input) throws IOException {
        byte[] payload = Json.write(request);
        if (payload.length > Frame.Kind.REQUEST.largest()) {
            throw new IOException("the command is too long");
        }
        write(new Frame(Frame.Kind.REQUEST, payload));
        byte[] chunk = input.readNBytes(Frame.Kind.DATA.largest());
        while (chunk.length > 0) {
            write(new Frame(Frame.Kind.DATA, chunk));
            chunk = input.readNBytes(Frame.Kind.DATA.largest());
        }
        write(Frame.of(Frame.Kind.END));
        flush();
        Frame answer =
                read(Frame.Kind.ANSWER).orElseThrow(() -> new EOFException("the server went away without an answer"));
        return Json.read(answer.payload());
    }
}
