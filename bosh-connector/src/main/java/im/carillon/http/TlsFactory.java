package im.carillon.http;

import im.carillon.tls.TlsContext;
import jakarta.inject.Inject;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificates, versions and algorithms of the XMPP listeners, for Jetty. */
final class TlsFactory extends SslContextFactory.Server {

    private final TlsContext context;

    @Inject
    TlsFactory(TlsContext context) {
        this.context = context;
        setSslContext(context.sslContext());
    }

    /** Jetty's own rules about protocols and algorithms do not apply; ours know what is in use elsewhere. */
    @Override
    public void customize(SSLEngine engine) {
        SSLParameters parameters = context.parameters();
        engine.setSSLParameters(parameters);
    }
}
