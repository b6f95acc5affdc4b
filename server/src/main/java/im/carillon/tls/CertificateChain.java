package im.carillon.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of one file in the order in which TLS sends them: the host's first, then each one's issuer
 * (RFC 5246 §7.4.2).
 */
record CertificateChain(List<X509Certificate> certificates, SubjectNames names) {

    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final int NO_AUTHORITY = -1;

    CertificateChain {
        certificates = List.copyOf(certificates);
    }

    static CertificateChain read(List<PemBlock> blocks) throws UnusableCertificateException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            var loose = new ArrayList<X509Certificate>();
            for (PemBlock block : blocks) {
                if (block.isCertificate()) {
                    loose.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
            List<X509Certificate> ordered = order(loose);
            SubjectNames names = SubjectNames.of(ordered.getFirst());
            if (names.isEmpty() && !isAuthority(ordered.getFirst())) {
                throw new UnusableCertificateException(
                        "the certificate names no host in its subject alternative names",
                        "request it again with the host as a DNS name");
            }
            return new CertificateChain(ordered, names);
        } catch (CertificateException malformed) {
            throw new UnusableCertificateException(
                    "the certificate cannot be read: " + malformed.getMessage(), "copy the file again, whole");
        }
    }

    /** Some tools write the issuers first; what issues nothing in the chain is left out. */
    private static List<X509Certificate> order(List<X509Certificate> loose) {
        X509Certificate current = loose.stream()
                .filter(certificate -> !isAuthority(certificate))
                .findFirst()
                .orElse(loose.getFirst());
        var rest = new ArrayList<>(loose);
        var ordered = new ArrayList<X509Certificate>();
        for (var next = Optional.of(current); next.isPresent(); ) {
            X509Certificate certificate = next.get();
            ordered.add(certificate);
            rest.remove(certificate);
            next = rest.stream()
                    .filter(issuer -> issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                    .findFirst();
        }
        return ordered;
    }

    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() != NO_AUTHORITY;
    }

    X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** A chain without a host's certificate, such as certbot's {@code chain.pem}, is not for us to offer. */
    boolean isOnlyIssuers() {
        // a self-signed certificate of a host often claims to be an authority as well
        return isAuthority(leaf()) && names.isEmpty();
    }

    static Optional<CertificateProblem> incomplete(ServerCertificate certificate) {
        // authorities of the public say where the issuer's certificate can be fetched; clients do not fetch it
        boolean incomplete = certificate.chain().size() == 1
                && certificate.leaf().getExtensionValue(AUTHORITY_INFORMATION_ACCESS) != null;
        return incomplete
                ? Optional.of(CertificateProblem.warning(
                        certificate.source(),
                        "the certificates of the issuers are missing, so that many clients will not trust this one",
                        "use the full chain (certbot: fullchain.pem)"))
                : Optional.empty();
    }
}
