package im.carillon.http;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of an answer that is a part of a file, sent by the kernel from its own memory. The file is mapped and the
 * mapping given to Jetty as an ordinary buffer, which {@link WatchedEndPoint} recognises when it comes out at the
 * other end; so nothing is ever copied here, and if it did not recognise it, the right bytes would still be sent.
 *
 * <p>What is not in the kernel's memory yet is read into it beforehand, on a thread that may wait for the disk:
 * Jetty's threads must not.
 */
public final class FileSending extends IteratingCallback {

    private static final Logger LOG = LoggerFactory.getLogger(FileSending.class);

    /** So much is looked at, read ahead and sent at a time. */
    private static final long WINDOW = 4L << 20;

    private static final int AHEAD = 128 * 1024;

    private final WatchedEndPoint connection;
    private final Response response;
    private final Executor disk;
    private final Callback callback;
    private final FileChannel file;
    private final long start;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private long next;

    /** Whether the bytes of a response go to a socket as they are: HTTP/1.1 without TLS. */
    public static boolean isPossible(Request request) {
        return direct(request) != null;
    }

    private static @Nullable WatchedEndPoint direct(Request request) {
        boolean plain = request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
        return plain && request.getConnectionMetaData().getConnection().getEndPoint() instanceof WatchedEndPoint direct
                ? direct
                : null;
    }

    /**
     * Takes the file over, and closes it when it is sent.
     *
     * @param disk where to wait for the disk
     */
    public FileSending(
            FileChannel file,
            long start,
            long length,
            Request request,
            Response response,
            Executor disk,
            Callback callback)
            throws IOException {
        this.connection = Objects.requireNonNull(direct(request));
        this.file = file;
        this.start = start;
        this.response = response;
        this.disk = disk;
        this.callback = callback;
        this.bytes = file.map(MapMode.READ_ONLY, start, length, arena);
    }

    @Override
    protected Action process() {
        if (next == bytes.byteSize()) {
            return Action.SUCCEEDED;
        }
        MemorySegment window = bytes.asSlice(next, Math.min(WINDOW, bytes.byteSize() - next));
        long at = start + next;
        next += window.byteSize();
        if (window.isLoaded()) {
            send(window, at);
        } else {
            disk.execute(() -> {
                readAhead(at, window.byteSize());
                send(window, at);
            });
        }
        return Action.SCHEDULED;
    }

    private void send(MemorySegment window, long at) {
        FileBytes piece = new FileBytes(window.asByteBuffer(), file, at);
        connection.sends(piece);
        response.write(next == bytes.byteSize(), piece.buffer(), this);
    }

    private void readAhead(long at, long length) {
        ByteBuffer scratch = ByteBuffer.allocateDirect(AHEAD);
        try {
            for (long done = 0; done < length; ) {
                int count = file.read(scratch.clear(), at + done);
                if (count < 0) {
                    return;
                }
                done += count;
            }
        } catch (IOException e) {
            LOG.debug("reading ahead failed", e); // whoever sends it will fail as well, and tell
        }
    }

    @Override
    protected void onSuccess() {
        connection.sent();
    }

    @Override
    protected void onCompleted(@Nullable Throwable failure) {
        connection.sent();
        try {
            file.close();
            arena.close();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("closing a file failed", e);
        }
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }
}
