package im.carillon.command.control;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The DATA frames behind a request as one stream, up to their END. */
final class FrameInput extends InputStream {

    private final FrameChannel channel;
    private byte[] chunk = new byte[0];
    private int position;
    private boolean ended;

    FrameInput(FrameChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (!ended && position == chunk.length) {
            Frame frame = channel.read(Frame.Kind.DATA, Frame.Kind.END)
                    .orElseThrow(() -> new EOFException("the client went away in the middle of its input"));
            ended = frame.kind() == Frame.Kind.END;
            chunk = frame.payload();
            position = 0;
        }
        return position < chunk.length;
    }

    /** Reads what the command left, so that a client that is still writing gets to reading. */
    void drain() throws IOException {
        chunk = new byte[0];
        position = 0;
        while (fill()) {
            position = chunk.length;
        }
    }
}
