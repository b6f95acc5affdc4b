package im.carillon.bosh;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Collects the body of a request as it arrives, without a thread that waits for it. Used by the
 * threads that Jetty calls it with, one at a time.
 */
final class BodyReader implements Runnable {

    /** What becomes of it. */
    interface Receiver {
        void complete(byte[] body);

        void tooLarge();

        void broken(Throwable cause);

        /** Whether more than the first limit may come, judging from the beginning. */
        boolean mayBeLarger(byte[] beginning);
    }

    private static final int USUAL = 1024;

    private final Request request;
    private final Receiver receiver;
    private final int largest;
    private int limit;
    private byte[] bytes;
    private int length;

    BodyReader(Request request, int limit, int largest, Receiver receiver) {
        this.request = request;
        this.limit = limit;
        this.largest = largest;
        this.receiver = receiver;
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        this.bytes = new byte[(int) Math.min(announced < 0 ? USUAL : announced, limit)];
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                receiver.broken(chunk.getFailure());
                return;
            }
            boolean fits = take(chunk.getByteBuffer());
            chunk.release();
            if (!fits) {
                receiver.tooLarge();
                return;
            }
            if (chunk.isLast()) {
                receiver.complete(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
                return;
            }
        }
    }

    /** The beginning is kept before it is judged: a piece may be larger than the first limit. */
    private boolean take(ByteBuffer piece) {
        int fitting = Math.min(piece.remaining(), limit - length);
        keep(piece, fitting);
        int rest = piece.remaining();
        if (rest == 0) {
            return true;
        }
        if (limit == largest || !grow() || length + rest > limit) {
            return false;
        }
        keep(piece, rest);
        return true;
    }

    private void keep(ByteBuffer piece, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(bytes.length * 2, length + count)));
        }
        piece.get(bytes, length, count);
        length += count;
    }

    private boolean grow() {
        if (!receiver.mayBeLarger(Arrays.copyOf(bytes, length))) {
            return false;
        }
        limit = largest;
        return true;
    }
}
