package im.carillon.http;

import im.carillon.spi.HttpRequest;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request of Jetty as endpoints see it. */
final class ReceivedRequest implements HttpRequest {

    private final Request request;
    private final Caller caller;
    private final String rest;
    private final long largestBody;

    ReceivedRequest(Request request, Caller caller, Endpoints.Match match) {
        this.request = request;
        this.caller = caller;
        this.rest = match.rest();
        this.largestBody = match.endpoint().largestBody();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return Request.getPathInContext(request);
    }

    @Override
    public String rest() {
        return rest;
    }

    @Override
    public String host() {
        return Request.getServerName(request).toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    @Override
    public InetAddress remoteAddress() {
        return caller.address();
    }

    @Override
    public boolean isSecure() {
        return caller.secure();
    }

    @Override
    public boolean isLocal() {
        return caller.local();
    }

    @Override
    public InputStream body() {
        return new LimitedBody(Content.Source.asInputStream(request), largestBody);
    }
}
