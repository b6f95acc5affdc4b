package im.carillon.tls;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Makes the engine of one connection, in server mode and ready for its handshake. */
public final class TlsEngines {

    /** XEP-0368 §3: the application protocol of a client's stream. */
    private static final String ALPN_CLIENT = "xmpp-client";

    private static final int NO_PORT = -1;

    private final TlsContext context;

    @Inject
    public TlsEngines(TlsContext context) {
        this.context = context;
    }

    /**
     * For a stream that asked for STARTTLS (RFC 6120 §5).
     *
     * @param expectedHost the stream's {@code to}, whose certificate is used when the client sends no
     *     server name
     */
    public SSLEngine startTls(Optional<String> expectedHost) {
        // the peer host is how the host reaches CertificateChoice
        SSLEngine engine = expectedHost
                .flatMap(DnsName::of)
                .map(host -> context.sslContext().createSSLEngine(host.ascii(), NO_PORT))
                .orElseGet(() -> context.sslContext().createSSLEngine());
        return forServer(engine);
    }

    /** For a connection that is TLS from its first byte (XEP-0368). */
    public SSLEngine directTls() {
        SSLEngine engine = forServer(context.sslContext().createSSLEngine());
        // a client that offers no application protocol is never asked about
        engine.setHandshakeApplicationProtocolSelector((handshaking, offered) -> choose(offered));
        return engine;
    }

    /** RFC 7301 §3.2: null ends the handshake with no_application_protocol. */
    private static @Nullable String choose(List<String> offered) {
        return offered.contains(ALPN_CLIENT)
                ? ALPN_CLIENT
                : Optional.<String>empty().orElse(null);
    }

    private SSLEngine forServer(SSLEngine engine) {
        engine.setUseClientMode(false);
        engine.setSSLParameters(context.parameters());
        return engine;
    }
}
