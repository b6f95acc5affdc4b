package im.carillon.tls;

import im.carillon.config.TlsConfig;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * The server's side of TLS: which protocol versions and algorithms it speaks, and the one context that all
 * engines share, so that a session begun on one listener resumes on another.
 */
public final class TlsContext {

    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    /** RFC 9325 §4.2: forward secrecy and authenticated encryption only; ECDSA before RSA, as it costs us less. */
    private static final List<String> CIPHER_SUITES_1_2 = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final List<String> CIPHER_SUITES_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** X25519 costs this runtime a third of P-256; a TLS 1.3 client that sends shares for both decides itself. */
    private static final String[] NAMED_GROUPS = {"x25519", "secp256r1", "secp384r1"};

    /** No client is asked for a certificate, so the authorities of the system need not be read. */
    private static final TrustManager[] NOBODY_TO_TRUST = {};

    private final SSLContext context;
    private final List<String> protocols;

    /**
     * Makes the context.
     *
     * @param defaultHost the host whose certificate a client gets that asks for none, or for one unknown here
     */
    public TlsContext(TlsConfig config, CertificateDirectory certificates, String defaultHost) {
        this.protocols =
                config.protocols().stream().filter(TlsContext::isSpoken).toList();
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException(
                    "of TLS only " + TLS_1_2 + " and " + TLS_1_3 + " are spoken, not " + config.protocols());
        }
        try {
            this.context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new CertificateChoice(certificates, defaultHost)}, NOBODY_TO_TRUST, null);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no TLS", missing);
        }
    }

    private static boolean isSpoken(String protocol) {
        return protocol.equals(TLS_1_2) || protocol.equals(TLS_1_3);
    }

    /** For listeners that make their own engines, such as an HTTP server's; {@link #parameters} go with it. */
    public SSLContext sslContext() {
        return context;
    }

    /** Versions, suites and groups, in our order of preference; new on each call, as the class is mutable. */
    public SSLParameters parameters() {
        var parameters = new SSLParameters(cipherSuites(), protocols.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setNamedGroups(NAMED_GROUPS);
        return parameters;
    }

    private String[] cipherSuites() {
        return Stream.concat(
                        protocols.contains(TLS_1_3) ? CIPHER_SUITES_1_3.stream() : Stream.empty(),
                        protocols.contains(TLS_1_2) ? CIPHER_SUITES_1_2.stream() : Stream.empty())
                .toArray(String[]::new);
    }
}
