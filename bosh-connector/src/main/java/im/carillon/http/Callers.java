package im.carillon.http;

import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;

/** Finds out who made a request. */
final class Callers {

    @Inject
    Callers() {}

    Caller of(Request request) {
        InetAddress address =
                ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        Optional<SSLEngine> tls = tls(request);
        boolean local = address.isLoopbackAddress();
        return new Caller(address, tls.isPresent() || local, local, tls);
    }

    private static Optional<SSLEngine> tls(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        return end instanceof SslConnection.SslEndPoint secure
                ? Optional.of(secure.getSslConnection().getSSLEngine())
                : Optional.empty();
    }
}
