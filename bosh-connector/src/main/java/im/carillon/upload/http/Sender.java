package im.carillon.upload.http;

import im.carillon.http.Refusals;
import im.carillon.storage.StorageException;
import im.carillon.upload.UploadCounts;
import im.carillon.upload.UploadedFile;
import im.carillon.upload.UploadedFiles;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for files. */
final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    private final UploadedFiles files;
    private final Transmissions transmissions;
    private final UploadCounts counts;
    private final FileThreads threads;
    private final InstantSource clock;

    @Inject
    Sender(
            UploadedFiles files,
            Transmissions transmissions,
            UploadCounts counts,
            FileThreads threads,
            InstantSource clock) {
        this.files = files;
        this.transmissions = transmissions;
        this.counts = counts;
        this.threads = threads;
        this.clock = clock;
    }

    static void notFound(Response response, Callback callback) {
        FileHeaders.forget(response.getHeaders());
        Refusals.write(response, callback, HttpStatus.NOT_FOUND_404, "there is no such file, or no longer");
    }

    /** Called on a thread that must not be blocked. */
    void send(FilePath path, Request request, Response response, Callback callback) {
        threads.blocking().execute(() -> {
            try {
                answer(path, request, response, callback);
            } catch (NoSuchFileException e) {
                notFound(response, callback);
            } catch (IOException | StorageException e) {
                LOG.warn("a file cannot be sent: {}", e.getMessage());
                FileHeaders.forget(response.getHeaders());
                Refusals.write(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "the file cannot be read now");
            } catch (RuntimeException e) {
                callback.failed(e);
            }
        });
    }

    private void answer(FilePath path, Request request, Response response, Callback callback) throws IOException {
        Optional<UploadedFile> found =
                files.find(path.id()).filter(file -> file.name().text().equals(path.name()));
        if (found.isEmpty()) {
            notFound(response, callback);
            return;
        }
        UploadedFile file = found.get();
        HttpFields.Mutable headers = response.getHeaders();
        FileHeaders.describe(file, clock.instant(), headers);
        Conditions conditions = new Conditions(FileHeaders.tag(file), file.created());
        Optional<Integer> status = conditions.status(request.getHeaders());
        if (status.isPresent()) {
            response.setStatus(status.get());
            callback.succeeded();
            return;
        }
        boolean head = request.getMethod().equals("HEAD");
        Optional<String> range = Optional.ofNullable(request.getHeaders().get(HttpHeader.RANGE))
                .filter(asked -> !head && conditions.allowRange(request.getHeaders()));
        switch (ByteRange.wanted(range, file.size())) {
            case ByteRange.Unsatisfiable none -> {
                headers.put(HttpHeader.CONTENT_RANGE, "bytes */" + file.size());
                Refusals.write(response, callback, HttpStatus.RANGE_NOT_SATISFIABLE_416, "the file is shorter");
            }
            case ByteRange.Part(ByteRange part) -> {
                response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
                headers.put(HttpHeader.CONTENT_RANGE, part.contentRange(file.size()));
                send(file, part, request, response, callback);
            }
            case ByteRange.Whole whole -> {
                ByteRange all = new ByteRange(0, file.size());
                if (head) {
                    FileHeaders.content(file, headers);
                    headers.put(HttpHeader.CONTENT_LENGTH, file.size());
                    callback.succeeded();
                } else {
                    send(file, all, request, response, callback);
                }
            }
        }
    }

    private void send(UploadedFile file, ByteRange range, Request request, Response response, Callback callback)
            throws IOException {
        Transmission transmission = transmissions.open(file, range, request, response);
        FileHeaders.content(file, response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, range.length());
        counts.downloaded(range.length());
        transmission.begin(callback);
    }
}
