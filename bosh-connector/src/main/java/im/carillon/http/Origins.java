package im.carillon.http;

import im.carillon.config.HttpConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** Which web sites' pages may talk to this server (RFC 6454, RFC 6455 §10.2, the Fetch standard's CORS). */
@Singleton
public final class Origins {

    private static final String ALL = "*";

    private final List<String> allowed;
    private final Optional<String> publicUrl;

    @Inject
    Origins(HttpConfig config) {
        allowed = config.allowedOrigins();
        publicUrl = config.publicUrl();
    }

    /** Whether a request comes from no page, from our own, or from one that is allowed. */
    public boolean allow(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin == null
                || allowed.contains(ALL)
                || allowed.contains(origin.toLowerCase(Locale.ROOT))
                || publicUrl.filter(origin::equalsIgnoreCase).isPresent()
                || isOwn(origin, request);
    }

    private static boolean isOwn(String origin, Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        String authority = origin.substring(origin.indexOf("//") + 2);
        return authority.equalsIgnoreCase(host == null ? request.getHttpURI().getAuthority() : host);
    }

    /** Lets pages of an allowed origin read the response; others see nothing of it. */
    public void expose(Request request, Response response) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (allowed.contains(ALL)) {
            response.getHeaders().put("Access-Control-Allow-Origin", ALL);
        } else if (origin != null) {
            response.getHeaders().add(HttpHeader.VARY, "Origin");
            if (allow(request)) {
                response.getHeaders().put("Access-Control-Allow-Origin", origin);
            }
        }
    }

    /** Whether an origin is a page of this machine. */
    static boolean isLocal(String origin) {
        try {
            String host = URI.create(origin).getHost();
            if (host == null) {
                return false;
            }
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return bare.equalsIgnoreCase("localhost")
                    || InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
