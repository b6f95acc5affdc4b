package im.carillon.upload.http;

import im.carillon.http.Refusals;
import im.carillon.upload.UploadRefusal;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one answer to an upload. */
final class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    /** A client that sends on is listened to for so long, or it would see a broken connection and not the reason. */
    private static final Duration LINGERING = Duration.ofSeconds(5);

    private static final Map<UploadRefusal.Reason, Integer> STATUS = Map.of(
            UploadRefusal.Reason.FORBIDDEN, HttpStatus.FORBIDDEN_403,
            UploadRefusal.Reason.EXPIRED, HttpStatus.GONE_410,
            UploadRefusal.Reason.USED, HttpStatus.CONFLICT_409,
            UploadRefusal.Reason.QUOTA, HttpStatus.PAYLOAD_TOO_LARGE_413,
            UploadRefusal.Reason.FULL, HttpStatus.INSUFFICIENT_STORAGE_507,
            UploadRefusal.Reason.UNAVAILABLE, HttpStatus.SERVICE_UNAVAILABLE_503);

    private final Request request;
    private final Response response;
    private final Callback callback;

    Answering(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    /** XEP-0363 §7: the file can be fetched now. */
    void created() {
        response.setStatus(HttpStatus.CREATED_201);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0L);
        callback.succeeded();
    }

    void refuse(UploadRefusal refusal) {
        refuse(
                STATUS.getOrDefault(refusal.reason(), HttpStatus.INTERNAL_SERVER_ERROR_500),
                String.valueOf(refusal.getMessage()));
    }

    void refuse(int status, String text) {
        LOG.debug("an upload was refused with {}: {}", status, text);
        if (request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        Refusals.write(response, Callback.from(new Lingering(), callback::failed), status, text);
    }

    /** Nobody waits for an answer, or nobody knows one. */
    void failed(Throwable cause) {
        LOG.debug("an upload ended early: {}", cause.toString());
        callback.failed(cause);
    }

    /** Reads what is still coming, and forgets it. */
    private final class Lingering implements Runnable {

        private final long begun = System.nanoTime();

        @Override
        public void run() {
            while (System.nanoTime() - begun < LINGERING.toNanos()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
                chunk.release();
                if (last) {
                    break;
                }
            }
            callback.succeeded();
        }
    }
}
