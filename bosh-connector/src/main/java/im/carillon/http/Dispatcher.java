package im.carillon.http;

import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds who answers a request: a service of exactly this path, a service of the paths above it, else an endpoint. */
final class Dispatcher extends Handler.Abstract.NonBlocking {

    private static final String BELOW = "/*";

    private final Map<String, HttpService> services = new HashMap<>();
    private final Map<String, HttpService> folders = new HashMap<>();
    private final Endpoints endpoints;
    private final Callers callers;
    private final HttpConnections connections;

    @Inject
    Dispatcher(Set<HttpService> services, Endpoints endpoints, Callers callers, HttpConnections connections) {
        this.endpoints = endpoints;
        this.callers = callers;
        this.connections = connections;
        for (HttpService service : services) {
            for (String path : service.paths()) {
                Map<String, HttpService> kind = path.endsWith(BELOW) ? folders : this.services;
                String known = path.endsWith(BELOW) ? path.substring(0, path.length() - 1) : path;
                if (kind.put(known, service) != null) {
                    throw new IllegalStateException("two services answer " + path);
                }
            }
        }
    }

    /** RFC 9112 §6.1: whoever does not understand a transfer coding must not guess. */
    private static boolean hasUnknownCoding(Request request) {
        List<String> codings = request.getHeaders().getCSV(HttpHeader.TRANSFER_ENCODING, false);
        return !codings.isEmpty() && !(codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
    }

    @Override
    public boolean handle(Request received, Response response, Callback callback) throws Exception {
        Request request = connections.begun(received);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (hasUnknownCoding(request)) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            Refusals.write(response, callback, HttpStatus.NOT_IMPLEMENTED_501, "only chunked is known");
            return true;
        }
        Caller caller = callers.of(request);
        String path = Request.getPathInContext(request);
        Optional<HttpService> service = service(path);
        if (service.isPresent()) {
            service.get().handle(caller, request, response, callback);
            return true;
        }
        Optional<Endpoints.Match> match = endpoints.find(path);
        if (match.isPresent()) {
            endpoints.handle(match.get(), caller, request, response, callback);
        } else {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
        return true;
    }

    private Optional<HttpService> service(String path) {
        HttpService exact = services.get(path);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (Map.Entry<String, HttpService> folder : folders.entrySet()) {
            if (path.startsWith(folder.getKey())) {
                return Optional.of(folder.getValue());
            }
        }
        return Optional.empty();
    }
}
