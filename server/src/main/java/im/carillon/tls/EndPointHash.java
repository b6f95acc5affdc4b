package im.carillon.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

/** The hash that {@code tls-server-end-point} takes of a certificate. */
final class EndPointHash {

    private EndPointHash() {}

    static Optional<byte[]> of(Certificate certificate) {
        if (!(certificate instanceof X509Certificate x509)) {
            return Optional.empty();
        }
        try {
            Optional<String> algorithm = algorithm(x509);
            if (algorithm.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(MessageDigest.getInstance(algorithm.get()).digest(x509.getEncoded()));
        } catch (GeneralSecurityException unknown) {
            return Optional.empty();
        }
    }

    /**
     * RFC 5929 §4.1: the hash of the certificate's signature, SHA-256 in place of MD5 and SHA-1; undefined for
     * a signature algorithm that has no single hash, such as Ed25519.
     */
    private static Optional<String> algorithm(X509Certificate certificate) throws GeneralSecurityException {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.startsWith("RSASSA-PSS")) {
            var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            try {
                parameters.init(certificate.getSigAlgParams());
            } catch (IOException malformed) {
                return Optional.empty();
            }
            return floor(parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        }
        int with = signature.indexOf("WITH");
        return with < 0 ? Optional.empty() : floor(signature.substring(0, with));
    }

    private static Optional<String> floor(String hash) {
        return switch (hash.toUpperCase(Locale.ROOT).replace("-", "")) {
            case "MD5", "SHA1", "SHA256" -> Optional.of("SHA-256");
            case "SHA224" -> Optional.of("SHA-224");
            case "SHA384" -> Optional.of("SHA-384");
            case "SHA512" -> Optional.of("SHA-512");
            case "SHA3256" -> Optional.of("SHA3-256");
            case "SHA3384" -> Optional.of("SHA3-384");
            case "SHA3512" -> Optional.of("SHA3-512");
            default -> Optional.empty();
        };
    }
}
