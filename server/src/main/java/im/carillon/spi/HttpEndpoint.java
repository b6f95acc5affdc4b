package im.carillon.spi;

import java.io.IOException;
import java.util.Set;

/**
 * Answers the HTTP requests for one path, or for all paths below it. Requests are handled on virtual
 * threads, so a handler may block. {@code HEAD} is answered from {@code GET}, and {@code OPTIONS}
 * from {@link #methods}.
 */
public interface HttpEndpoint {

    /** {@code /metrics} for this path alone, {@code /upload/*} for everything below. */
    String path();

    /** The methods it knows; others are refused. */
    default Set<String> methods() {
        return Set.of("GET");
    }

    /** Whether pages of every web site may read its answers; say yes only to what is public. */
    default boolean isForAllOrigins() {
        return false;
    }

    /** The largest body it takes, in bytes. */
    default long largestBody() {
        return 64 * 1024;
    }

    /** Answers one request; {@link HttpRefusal} becomes its status, anything else {@code 500}. */
    HttpReply handle(HttpRequest request) throws IOException, HttpRefusal;
}
