package im.carillon.transport;

import java.util.Optional;
import javax.net.ssl.SSLEngine;

/** Makes the server's side of a TLS connection. */
public interface EngineSource {

    /**
     * @param host the name the peer asked for in the stream header, if it did so before TLS
     * @param directTls TLS from the first byte (XEP-0368), where ALPN applies
     */
    SSLEngine newEngine(Optional<String> host, boolean directTls);

    /** Channel binding data of an established connection (RFC 5929, RFC 9266). */
    Optional<byte[]> channelBinding(SSLEngine engine, String type);
}
