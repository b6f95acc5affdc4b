package im.carillon.spi;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.Optional;

/** What an {@link HttpEndpoint} sees of a request. */
public interface HttpRequest {

    String method();

    /** The decoded path, as it was asked for. */
    String path();

    /** What the {@code *} of the endpoint's path stood for; empty for an endpoint without one. */
    String rest();

    /** The host of the request, without its port, in lower case. */
    String host();

    Optional<String> header(String name);

    /** The first value of a query parameter, decoded. */
    Optional<String> parameter(String name);

    /** Whom the request comes from; behind a trusted proxy, whom the proxy names. */
    InetAddress remoteAddress();

    /** Whether the client's connection is encrypted. */
    boolean isSecure();

    /** Whether it comes from this machine, without anybody in between. */
    boolean isLocal();

    /** The body; beyond what the endpoint takes reading fails, and the client is told so. */
    InputStream body();
}
