package im.carillon.upload.http;

import im.carillon.config.UploadConfig;
import im.carillon.http.HttpConnections;
import im.carillon.storage.StorageException;
import im.carillon.upload.MediaType;
import im.carillon.upload.Slot;
import im.carillon.upload.Upload;
import im.carillon.upload.UploadRefusal;
import im.carillon.upload.Uploads;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Decides whether an upload may begin (XEP-0363 §7), and begins. */
final class Receiver {

    private static final String SLOT = "slot";

    private final Uploads uploads;
    private final HttpConnections connections;
    private final FileThreads threads;
    private final Pace pace;

    @Inject
    Receiver(Uploads uploads, HttpConnections connections, FileThreads threads, UploadConfig config) {
        this.uploads = uploads;
        this.connections = connections;
        this.threads = threads;
        this.pace = new Pace(config.patience(), config.slowest());
    }

    /** A request that is not taken. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String text) {
            super(text, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Called on a thread that must not be blocked. */
    void receive(Optional<FilePath> path, Request request, Response response, Callback callback) {
        Answering answering = new Answering(request, response, callback);
        try {
            FilePath known =
                    path.orElseThrow(() -> new Refused(HttpStatus.FORBIDDEN_403, "there is no slot for this upload"));
            String token = Request.extractQueryParameters(request).getValue(SLOT);
            Slot slot = uploads.slot(known.id(), known.name(), token == null ? "" : token);
            requirePlainPut(request);
            requireSize(slot, request);
            MediaType type = type(slot, request);
            connections.leaveToService(request);
            threads.blocking().execute(() -> begin(slot, type, request, answering));
        } catch (Refused e) {
            answering.refuse(e.status(), String.valueOf(e.getMessage()));
        } catch (UploadRefusal e) {
            answering.refuse(e);
        }
    }

    private void begin(Slot slot, MediaType type, Request request, Answering answering) {
        try {
            Upload upload = uploads.begin(slot, type);
            threads.disk().execute(new Receiving(request, upload, pace, threads, answering));
        } catch (UploadRefusal e) {
            answering.refuse(e);
        } catch (StorageException e) {
            answering.refuse(HttpStatus.SERVICE_UNAVAILABLE_503, "storage is not available now");
        } catch (RuntimeException e) {
            answering.failed(e);
        }
    }

    /** RFC 9110 §14.4: a part of a file is not what a slot is for; nor is a coded one. */
    private static void requirePlainPut(Request request) throws Refused {
        if (request.getHeaders().contains(HttpHeader.CONTENT_RANGE)) {
            throw new Refused(HttpStatus.BAD_REQUEST_400, "upload the file as a whole");
        }
        if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            throw new Refused(HttpStatus.UNSUPPORTED_MEDIA_TYPE_415, "upload the file as it is");
        }
    }

    private static void requireSize(Slot slot, Request request) throws Refused {
        long length = request.getLength();
        if (length < 0) {
            throw new Refused(HttpStatus.LENGTH_REQUIRED_411, "say the length of the file (Content-Length)");
        }
        if (length > slot.size()) {
            throw new Refused(
                    HttpStatus.PAYLOAD_TOO_LARGE_413, "the slot is for " + slot.size() + " bytes, not for " + length);
        }
        if (length < slot.size()) {
            throw new Refused(
                    HttpStatus.BAD_REQUEST_400, "the slot is for " + slot.size() + " bytes, not for " + length);
        }
    }

    private static MediaType type(Slot slot, Request request) throws Refused {
        String header = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (header == null) {
            return slot.type().orElse(MediaType.UNKNOWN);
        }
        MediaType sent = MediaType.of(header)
                .orElseThrow(() -> new Refused(HttpStatus.BAD_REQUEST_400, "the Content-Type is no media type"));
        if (slot.type().filter(announced -> !announced.isSameKindAs(sent)).isPresent()) {
            throw new Refused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
                    "the slot is for the type " + slot.type().get().essence());
        }
        return sent;
    }
}
