package im.carillon.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate of a handshake: by the name the client asked for (RFC 6066 §3), else the host
 * its stream was opened to, else the default host. The engine names that host in its peer host, a field that
 * is advisory, that a server's engine has no other use for, and that is there when the choice is made.
 */
final class CertificateChoice extends X509ExtendedKeyManager {

    private static final String ECDSA = "EC";

    private final CertificateDirectory certificates;
    private final String defaultHost;

    CertificateChoice(CertificateDirectory certificates, String defaultHost) {
        this.certificates = certificates;
        this.defaultHost = defaultHost;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyType, engine.getHandshakeSession(), Optional.ofNullable(engine.getPeerHost()))
                .map(ServerCertificate::alias)
                .orElse(null);
    }

    private Optional<ServerCertificate> choose(String keyType, SSLSession session, Optional<String> expectedHost) {
        CertificateSet set = certificates.current();
        var now = certificates.clock().instant();
        Optional<String> host = Stream.of(requested(session), expectedHost, Optional.of(defaultHost))
                .flatMap(Optional::stream)
                .filter(set::covers)
                .findFirst();
        if (host.isEmpty()) {
            // a wrong name tells the client's user more than an alert would
            return set.certificates().stream()
                    .filter(certificate -> certificate.keyType().equals(keyType))
                    .findFirst();
        }
        boolean wantsEcdsa = keyType.equals(ECDSA);
        if (wantsEcdsa && !takesEcdsa(session)) {
            return Optional.empty();
        }
        boolean better = !wantsEcdsa
                && asksInItsOwnOrder(session)
                && takesEcdsa(session)
                && set.find(host.get(), ECDSA, now)
                        .filter(one -> one.isValid(now))
                        .isPresent();
        return better ? Optional.empty() : set.find(host.get(), keyType, now);
    }

    /**
     * In TLS 1.3 the client's order of signature schemes decides which key type is asked for first, and common
     * clients put RSA there; refusing it moves on to ECDSA, which costs the server a tenth. In TLS 1.2 our own
     * order of cipher suites has decided already.
     */
    private static boolean asksInItsOwnOrder(SSLSession session) {
        return session.getProtocol().equals("TLSv1.3");
    }

    /** A client may offer ECDSA suites on TLS 1.2 and yet no signature scheme for them; the engine does not look. */
    private static boolean takesEcdsa(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                && Arrays.stream(extended.getPeerSupportedSignatureAlgorithms())
                        .anyMatch(algorithm -> algorithm.endsWith("withECDSA"));
    }

    private static Optional<String> requested(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream()
                        .filter(name -> name.getType() == StandardConstants.SNI_HOST_NAME)
                        .map(name -> new SNIHostName(name.getEncoded()).getAsciiName())
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return certificates
                .withAlias(alias)
                .map(certificate -> certificate.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return certificates.withAlias(alias).map(ServerCertificate::key).orElse(null);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        throw new UnsupportedOperationException("engines only");
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return certificates.current().certificates().stream()
                .filter(certificate -> certificate.keyType().equals(keyType))
                .map(ServerCertificate::alias)
                .toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return Optional.<String>empty().orElse(null);
    }
}
