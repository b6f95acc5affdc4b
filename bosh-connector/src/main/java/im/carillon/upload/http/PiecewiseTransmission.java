package im.carillon.upload.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and sends in turns, through one buffer; reading happens where it may block. */
final class PiecewiseTransmission extends IteratingCallback {

    private static final Logger LOG = LoggerFactory.getLogger(PiecewiseTransmission.class);
    private static final int PIECE = 64 * 1024;

    private final ReadableByteChannel source;
    private final Response response;
    private final Executor reading;
    private final Callback callback;
    private final RetainableByteBuffer buffer;
    private long left;

    PiecewiseTransmission(
            ReadableByteChannel source,
            long length,
            Request request,
            Response response,
            Executor reading,
            Callback callback) {
        this.source = source;
        this.left = length;
        this.response = response;
        this.reading = reading;
        this.callback = callback;
        this.buffer = request.getComponents().getByteBufferPool().acquire(PIECE, true);
    }

    @Override
    protected Action process() {
        if (left == 0) {
            return Action.SUCCEEDED;
        }
        reading.execute(this::readAndSend);
        return Action.SCHEDULED;
    }

    private void readAndSend() {
        try {
            ByteBuffer piece = buffer.getByteBuffer();
            piece.clear().limit((int) Math.min(piece.capacity(), left));
            while (piece.hasRemaining()) {
                if (source.read(piece) < 0) {
                    throw new EOFException("a content is shorter than it was");
                }
            }
            piece.flip();
            left -= piece.remaining();
            response.write(left == 0, piece, this);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    protected void onCompleted(@Nullable Throwable failure) {
        buffer.release();
        try {
            source.close();
        } catch (IOException e) {
            LOG.debug("closing a content failed", e);
        }
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }
}
