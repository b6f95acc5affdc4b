package im.carillon.http;

import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpRefusal;
import im.carillon.spi.HttpReply;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints of features and plugins, each request on a virtual thread of its own. */
final class Endpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final String BELOW = "/*";

    private final List<HttpEndpoint> endpoints;
    private final Executor threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http").factory());

    /** An endpoint, and what its {@code *} stands for. */
    record Match(HttpEndpoint endpoint, String rest) {}

    @Inject
    Endpoints(Set<HttpEndpoint> endpoints) {
        // the longest path first, so that the first that fits is the closest one
        this.endpoints = endpoints.stream()
                .sorted(Comparator.comparingInt((HttpEndpoint e) -> -e.path().length()))
                .toList();
        Set<String> paths = new HashSet<>();
        for (HttpEndpoint endpoint : endpoints) {
            if (!paths.add(endpoint.path())) {
                throw new IllegalStateException("two endpoints answer " + endpoint.path());
            }
        }
    }

    Optional<Match> find(String path) {
        for (HttpEndpoint endpoint : endpoints) {
            String own = endpoint.path();
            if (own.equals(path)) {
                return Optional.of(new Match(endpoint, ""));
            }
            if (own.endsWith(BELOW) && path.startsWith(own.substring(0, own.length() - 1))) {
                return Optional.of(new Match(endpoint, path.substring(own.length() - 1)));
            }
        }
        return Optional.empty();
    }

    void handle(Match match, Caller caller, Request request, Response response, Callback callback) {
        threads.execute(() -> {
            try {
                answer(match, caller, request, response, callback);
            } catch (IOException | RuntimeException e) {
                callback.failed(e);
            }
        });
    }

    private static void answer(Match match, Caller caller, Request request, Response response, Callback callback)
            throws IOException {
        Set<String> known = known(match.endpoint());
        if (match.endpoint().isForAllOrigins()) {
            share(known, request, response);
        }
        if (request.getMethod().equals("OPTIONS") || !known.contains(request.getMethod())) {
            boolean asked = request.getMethod().equals("OPTIONS");
            response.setStatus(asked ? HttpStatus.NO_CONTENT_204 : HttpStatus.METHOD_NOT_ALLOWED_405);
            response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", known));
            callback.succeeded();
            return;
        }
        write(reply(match, caller, request), request, response, callback);
    }

    /** The Fetch standard's CORS protocol, for answers that hold nobody's secrets. */
    private static void share(Set<String> methods, Request request, Response response) {
        response.getHeaders().put("Access-Control-Allow-Origin", "*");
        if (request.getMethod().equals("OPTIONS")) {
            response.getHeaders().put("Access-Control-Allow-Methods", String.join(", ", methods));
            response.getHeaders().put("Access-Control-Allow-Headers", "*");
            response.getHeaders().put("Access-Control-Max-Age", "86400");
        }
    }

    private static Set<String> known(HttpEndpoint endpoint) {
        Set<String> known = new TreeSet<>(endpoint.methods());
        known.add("OPTIONS");
        if (known.contains("GET")) {
            known.add("HEAD");
        }
        return known;
    }

    private static HttpReply reply(Match match, Caller caller, Request request) throws IOException {
        if (request.getLength() > match.endpoint().largestBody()) {
            return tooLarge(match.endpoint());
        }
        try {
            return match.endpoint().handle(new ReceivedRequest(request, caller, match));
        } catch (HttpRefusal refusal) {
            return HttpReply.text(refusal.status(), String.valueOf(refusal.getMessage()));
        } catch (LimitedBody.TooLarge e) {
            return tooLarge(match.endpoint());
        } catch (RuntimeException e) {
            LOG.error(
                    "{} failed at {}",
                    match.endpoint().getClass().getSimpleName(),
                    match.endpoint().path(),
                    e);
            return HttpReply.text(HttpStatus.INTERNAL_SERVER_ERROR_500, "this was our fault");
        }
    }

    private static HttpReply tooLarge(HttpEndpoint endpoint) {
        return HttpReply.text(
                        HttpStatus.PAYLOAD_TOO_LARGE_413, "no more than " + endpoint.largestBody() + " bytes, please")
                .withHeader("Connection", "close");
    }

    private static void write(HttpReply reply, Request request, Response response, Callback callback)
            throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        switch (reply.body()) {
            case HttpReply.Whole(byte[] bytes) -> {
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
                response.write(true, java.nio.ByteBuffer.wrap(bytes), callback);
            }
            case HttpReply.Streamed(HttpReply.Writer writer) -> {
                if (!request.getMethod().equals("HEAD")) {
                    try (OutputStream out = Content.Sink.asOutputStream(response)) {
                        writer.writeTo(out);
                    }
                }
                callback.succeeded();
            }
        }
    }
}
