package im.carillon.http;

import im.carillon.config.HttpConfig;
import im.carillon.config.HttpListenerConfig;
import im.carillon.lifecycle.NetworkListener;
import im.carillon.webclient.WebClientFolder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;

/**
 * The HTTP listeners: one Jetty server with a connector for each. Its few threads only move bytes and
 * hand on; whatever blocks runs on virtual threads.
 */
@Singleton
public final class JettyListener implements NetworkListener {

    private static final int REQUEST_HEADER_BYTES = 8 * 1024;

    /** A percent sign may be part of a path, of the name of a file for example; nobody here decodes twice. */
    private static final UriCompliance URIS =
            UriCompliance.RFC3986.with("CARILLON", UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private static final long IDLE_MILLIS = 30_000;

    private final HttpConfig config;
    private final TlsFactory tls;
    private final Server server;
    private final HttpConnections connections;
    private final List<ServerConnector> connectors = new ArrayList<>();

    @Inject
    JettyListener(
            HttpConfig config, TlsFactory tls, Server server, HttpConnections connections, Dispatcher dispatcher) {
        this.config = config;
        this.tls = tls;
        this.server = server;
        this.connections = connections;
        server.setHandler(dispatcher);
        server.setErrorHandler(JettyListener::error);
    }

    /** Says what is wrong and nothing about who says it. */
    private static boolean error(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Refusals.write(response, callback, status, String.valueOf(HttpStatus.getMessage(status)));
        return true;
    }

    @Override
    public void open() throws IOException {
        for (HttpListenerConfig listener : config.listeners()) {
            ServerConnector connector = listener.tls() ? https() : http();
            connector.setHost(listener.address());
            connector.setPort(listener.port());
            connector.setIdleTimeout(IDLE_MILLIS);
            open(connector);
            server.addConnector(connector);
            connectors.add(connector);
        }
        if (connectors.isEmpty()) {
            return;
        }
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    private static void open(ServerConnector connector) throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IOException(
                    "cannot listen for HTTP on " + connector.getHost() + " port " + connector.getPort() + ": " + why,
                    e);
        }
    }

    private ServerConnector http() {
        return new WatchedConnector(server, connections, http1(configuration()));
    }

    private static HttpConnectionFactory http1(HttpConfiguration configuration) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        http1.setInputBufferSize(InputBuffer.USUAL);
        return http1;
    }

    private ServerConnector https() {
        HttpConfiguration configuration = configuration();
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        HttpConnectionFactory http1 = http1(configuration);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(configuration);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        SslConnectionFactory ssl = new SslConnectionFactory(tls, alpn.getProtocol());
        return new WatchedConnector(server, connections, ssl, alpn, http2, http1);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        // what a connection remembers of its headers takes 100 KiB, also while a request is held
        configuration.setHeaderCacheSize(0);
        configuration.setHttpCompliance(HttpCompliance.RFC9110);
        configuration.setUriCompliance(URIS);
        return configuration;
    }

    /** Where plain HTTP or HTTPS is bound. */
    public List<InetSocketAddress> addresses(boolean secure) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < connectors.size(); i++) {
            if (config.listeners().get(i).tls() == secure) {
                addresses.add(new InetSocketAddress(
                        config.listeners().get(i).address(), connectors.get(i).getLocalPort()));
            }
        }
        return addresses;
    }

    @Override
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        addresses(false).forEach(address -> lines.add("http " + text(address) + " (WebSocket and BOSH)"));
        addresses(true).forEach(address -> lines.add("https " + text(address) + " (WebSocket and BOSH)"));
        return lines;
    }

    /** Plain HTTP within this machine needs no trust in a certificate. */
    @Override
    public Optional<String> page() {
        return addresses(false).stream()
                .filter(address -> address.getAddress().isLoopbackAddress())
                .map(address -> "http://localhost:" + address.getPort() + "/")
                .findFirst()
                .or(() -> addresses(true).stream()
                        .map(address -> "https://localhost:" + address.getPort() + "/")
                        .findFirst())
                .filter(page -> WebClientFolder.find(config).isPresent());
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public void stopAccepting() {
        connectors.forEach(ServerConnector::close);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }
}
