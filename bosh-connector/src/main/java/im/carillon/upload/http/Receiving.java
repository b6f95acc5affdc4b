package im.carillon.upload.http;

import im.carillon.upload.Upload;
import im.carillon.upload.UploadRefusal;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A body on its way to the disk. There is no thread while nothing arrives, and no more in memory than the piece that
 * the connection has just read. Run by one thread at a time.
 */
final class Receiving implements Runnable {

    private final Request request;
    private final Upload upload;
    private final Pace pace;
    private final FileThreads threads;
    private final Answering answering;
    private final long begun = System.nanoTime();

    Receiving(Request request, Upload upload, Pace pace, FileThreads threads, Answering answering) {
        this.request = request;
        this.upload = upload;
        this.pace = pace;
        this.threads = threads;
        this.answering = answering;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(() -> threads.disk().execute(this));
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    broken(chunk.getFailure());
                    return;
                }
                boolean last = chunk.isLast();
                write(chunk);
                if (last) {
                    threads.blocking().execute(this::complete);
                    return;
                }
                if (pace.isTooSlow(Duration.ofNanos(System.nanoTime() - begun), upload.size())) {
                    tooSlow();
                    return;
                }
            }
        } catch (UploadRefusal e) {
            answering.refuse(e);
        } catch (RuntimeException e) {
            upload.abandon();
            answering.failed(e);
        }
    }

    private void write(Content.Chunk chunk) throws UploadRefusal {
        try {
            if (upload.size() + chunk.remaining() <= upload.slot().size()) {
                upload.write(chunk.getByteBuffer());
            }
        } finally {
            chunk.release();
        }
    }

    private void tooSlow() {
        upload.abandon();
        answering.refuse(HttpStatus.REQUEST_TIMEOUT_408, "the upload was too slow");
    }

    private void broken(Throwable cause) {
        if (cause instanceof TimeoutException) {
            tooSlow();
        } else {
            upload.abandon();
            answering.failed(cause);
        }
    }

    private void complete() {
        try {
            if (upload.size() != upload.slot().size()) {
                upload.abandon();
                answering.refuse(HttpStatus.BAD_REQUEST_400, "the file does not have the size of its slot");
                return;
            }
            upload.complete();
            answering.created();
        } catch (UploadRefusal e) {
            answering.refuse(e);
        } catch (RuntimeException e) {
            answering.failed(e);
        }
    }
}
