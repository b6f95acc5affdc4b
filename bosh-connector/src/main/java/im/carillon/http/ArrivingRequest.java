package im.carillon.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body has not been read to its end. */
final class ArrivingRequest extends Request.Wrapper {

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "CONNECT");

    private final long begun = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private final Consumer<ArrivingRequest> complete;

    /** Whether a body follows: in HTTP/1.1 the headers say so, in HTTP/2 only the method does. */
    static boolean isIn(Request request) {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
            return request.getLength() != 0 && !BODILESS.contains(request.getMethod());
        }
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    ArrivingRequest(Request request, Consumer<ArrivingRequest> complete) {
        super(request);
        this.complete = complete;
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk != null) {
            bytes.addAndGet(chunk.remaining());
            if (chunk.isLast()) {
                complete.accept(this);
            }
        }
        return chunk;
    }

    boolean isLate(long now, Patience patience) {
        return patience.endsWithBody(Duration.ofNanos(now - begun), bytes.get());
    }

    /** Nobody waits for this any longer; answering it would mean to read on. */
    void giveUp() {
        getConnectionMetaData().getConnection().getEndPoint().close();
    }
}
