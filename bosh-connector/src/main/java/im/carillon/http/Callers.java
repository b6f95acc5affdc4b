package im.carillon.http;

import im.carillon.config.HttpConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who made a request, and how far proxies on the way are believed. */
@Singleton
public final class Callers {

    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

    /** Stands for a client that a proxy hides; whatever it is, it is not this machine. */
    private static final InetAddress UNKNOWN = InetAddress.ofLiteral("0.0.0.0");

    private static final Set<String> SECURE_SCHEMES = Set.of("https", "wss");

    private final HttpConfig config;
    private final AtomicBoolean warned = new AtomicBoolean();

    @Inject
    Callers(HttpConfig config) {
        this.config = config;
    }

    public Caller of(Request request) {
        InetAddress peer = ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        HttpFields headers = request.getHeaders();
        Optional<SSLEngine> tls = tls(request);
        if (!Forwarding.isIn(headers)) {
            boolean local = peer.isLoopbackAddress() && fromLocalPage(headers);
            return new Caller(peer, tls.isPresent() || local, local, tls);
        }
        if (config.trusts(peer)) {
            Forwarding forwarding = Forwarding.of(headers, config::trusts);
            InetAddress client = forwarding.address().orElse(UNKNOWN);
            boolean secure = forwarding.scheme().map(SECURE_SCHEMES::contains).orElse(tls.isPresent());
            return new Caller(notLoopback(client), secure, false, Optional.empty());
        }
        if (peer.isLoopbackAddress() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "requests come through a proxy at {} that http.trusted_proxies does not name: its clients count as"
                            + " unencrypted",
                    peer.getHostAddress());
        }
        return new Caller(notLoopback(peer), tls.isPresent(), false, tls);
    }

    private static InetAddress notLoopback(InetAddress address) {
        return address.isLoopbackAddress() ? UNKNOWN : address;
    }

    /**
     * A page of another site that a browser on this machine shows, or a proxy that hides itself, betrays itself by
     * its origin.
     */
    private static boolean fromLocalPage(HttpFields headers) {
        String origin = headers.get(HttpHeader.ORIGIN);
        return origin == null || Origins.isLocal(origin);
    }

    private static Optional<SSLEngine> tls(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        return end instanceof SslConnection.SslEndPoint secure
                ? Optional.of(secure.getSslConnection().getSSLEngine())
                : Optional.empty();
    }
}
