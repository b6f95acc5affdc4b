package im.carillon.upload.http;

import im.carillon.http.FileSending;
import im.carillon.upload.UploadedFile;
import im.carillon.upload.store.FileStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Chooses how a part of a file is sent. */
final class Transmissions {

    /** Smaller parts are read at once. */
    private static final long SMALL = 64 * 1024;

    /** Mapping smaller parts costs more than copying them. */
    private static final long WORTH_MAPPING = 256 * 1024;

    private final FileStore store;
    private final FileThreads threads;

    @Inject
    Transmissions(FileStore store, FileThreads threads) {
        this.store = store;
        this.threads = threads;
    }

    /** Opens a part; blocks. Fails with {@link java.nio.file.NoSuchFileException} when the content is gone. */
    Transmission open(UploadedFile file, ByteRange range, Request request, Response response) throws IOException {
        Optional<Path> local = store.file(file.place());
        if (local.isPresent()) {
            return open(local.get(), range, request, response);
        }
        InputStream stream = store.read(file.place(), range.from(), range.length());
        return callback -> new PiecewiseTransmission(
                        Channels.newChannel(stream), range.length(), request, response, threads.blocking(), callback)
                .iterate();
    }

    private Transmission open(Path path, ByteRange range, Request request, Response response) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (range.length() <= SMALL) {
                ByteBuffer bytes = read(file, range);
                file.close();
                return callback -> response.write(true, bytes, callback);
            }
            if (range.length() >= WORTH_MAPPING && FileSending.isPossible(request)) {
                return callback -> send(file, range, request, response, callback);
            }
            file.position(range.from());
        } catch (IOException e) {
            file.close();
            throw e;
        }
        ReadableByteChannel channel = file;
        return callback -> new PiecewiseTransmission(
                        channel, range.length(), request, response, threads.disk(), callback)
                .iterate();
    }

    private void send(FileChannel file, ByteRange range, Request request, Response response, Callback callback) {
        try {
            new FileSending(file, range.from(), range.length(), request, response, threads.disk(), callback).iterate();
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private static ByteBuffer read(FileChannel file, ByteRange range) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) range.length());
        while (bytes.hasRemaining()) {
            if (file.read(bytes, range.from() + bytes.position()) < 0) {
                throw new IOException("a content is shorter than it was");
            }
        }
        return bytes.flip();
    }
}
