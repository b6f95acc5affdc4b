package im.carillon.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;

/**
 * The channel bindings of an established server connection: what SCRAM's -PLUS forms prove that client
 * and server see alike, and a man in the middle does not (RFC 5056).
 */
public enum ChannelBinding {
    /** Keying material that only the two ends of this connection have (RFC 9266). */
    TLS_EXPORTER("tls-exporter") {
        @Override
        public Optional<byte[]> data(SSLSession session) {
            if (!(session instanceof ExtendedSSLSession extended)) {
                return Optional.empty();
            }
            try {
                return Optional.of(extended.exportKeyingMaterialData(LABEL, NO_CONTEXT.clone(), LENGTH));
            } catch (SSLKeyException | IllegalStateException | UnsupportedOperationException notBound) {
                // RFC 9266 §4.2: not on TLS 1.2 without the extended master secret, and not while handshaking
                return Optional.empty();
            }
        }
    },

    /** The hash of the server's certificate (RFC 5929 §4). */
    TLS_SERVER_END_POINT("tls-server-end-point") {
        @Override
        public Optional<byte[]> data(SSLSession session) {
            return Optional.ofNullable(session.getLocalCertificates())
                    .flatMap(chain -> Arrays.stream(chain).findFirst())
                    .flatMap(EndPointHash::of);
        }
    };

    private static final String LABEL = "EXPORTER-Channel-Binding";
    private static final byte[] NO_CONTEXT = {};
    private static final int LENGTH = 32;

    private final String typeName;

    ChannelBinding(String typeName) {
        this.typeName = typeName;
    }

    /** The name registered for it, as SASL and XEP-0440 write it. */
    public String typeName() {
        return typeName;
    }

    /** The data of this type for the server's end of an established session, if the connection has it. */
    public abstract Optional<byte[]> data(SSLSession session);

    /** The types that a connection offers, strongest first. */
    public static List<ChannelBinding> offeredBy(SSLSession session) {
        return Arrays.stream(values())
                .filter(type -> type.data(session).isPresent())
                .toList();
    }

    /** The type of that name. */
    public static Optional<ChannelBinding> named(String typeName) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equals(typeName))
                .findFirst();
    }
}
