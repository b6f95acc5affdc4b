package im.carillon.http;

import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests at some paths in Jetty's own terms, so that it may hold a request without holding a
 * thread. What only answers is better an {@link im.carillon.spi.HttpEndpoint}.
 */
public interface HttpService {

    /** Exact paths, such as {@code /http-bind}, and with a star at the end everything below: {@code /upload/*}. */
    Set<String> paths();

    /**
     * Takes a request on a thread that must not be blocked. Sooner or later the callback must be told;
     * what is thrown here becomes a {@code 500}.
     */
    void handle(Caller caller, Request request, Response response, Callback callback) throws Exception;
}
