package im.carillon.transport.tcp;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;

/** MINA's TLS filter with an engine that was made for this one connection. */
final class TlsFilter extends SslFilter {

    private final SSLEngine engine;

    TlsFilter(SSLContext unused, SSLEngine engine) {
        super(unused);
        this.engine = engine;
    }

    @Override
    protected SSLEngine createEngine(IoSession session, InetSocketAddress address) {
        return engine;
    }
}
