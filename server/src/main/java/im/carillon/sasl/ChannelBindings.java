package im.carillon.sasl;

import java.util.Optional;

/** The channel-binding data of the TLS connection that carries a login. */
@FunctionalInterface
public interface ChannelBindings {

    /** RFC 9266: for TLS 1.3. */
    String TLS_EXPORTER = "tls-exporter";

    /** RFC 5929 §4: a hash of the server's certificate. */
    String TLS_SERVER_END_POINT = "tls-server-end-point";

    /** The data of this type, if the connection has it. */
    Optional<byte[]> data(String type);
}
