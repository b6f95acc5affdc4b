package im.carillon.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A certificate authority of this server's own, for hosts that have no certificate yet: a server is never
 * without TLS, and a test is never with its checks turned off.
 *
 * <p>This class only decides; it is asked at every start. What issues ({@link CertificateIssuer}) brings Bouncy
 * Castle with it and is loaded when there is something to issue.
 */
public final class LocalAuthority {

    static final String AUTHORITY_FILE = "carillon-ca.crt";
    static final String AUTHORITY_KEY_FILE = "carillon-ca.key";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SUBJECT_KEY = "2.5.29.14";

    /** SHA-1 of the key. */
    private static final int KEY_IDENTIFIER = 20;

    private static final String LEAF_FILE = "carillon-local.pem";

    private final Path folder;
    private final CertificateDirectory certificates;
    private final InstantSource clock;

    /**
     * Nothing is written yet.
     *
     * @param folder where the authority's key and certificate are kept, made when needed
     * @param certificates where the hosts' certificate goes
     */
    public LocalAuthority(Path folder, CertificateDirectory certificates) {
        this.folder = folder;
        this.certificates = certificates;
        this.clock = certificates.clock();
    }

    static boolean isLeafFile(Path file) {
        return file.endsWith(LEAF_FILE);
    }

    /** The authority may live among the hosts' certificates, and is never offered as one of them. */
    static boolean isAuthorityFile(Path file) {
        return file.endsWith(AUTHORITY_FILE) || file.endsWith(AUTHORITY_KEY_FILE);
    }

    /**
     * Sees to it that every host has a certificate, and has the directory read again if one was issued. Called
     * at the start, after a change of hosts, and now and then, as it renews what has less than a third left.
     *
     * @return the hosts that depend on this authority, if any do
     */
    public Optional<LocalTrust> serve(List<String> hosts) throws IOException {
        CertificateSet set = certificates.current();
        List<String> bare =
                hosts.stream().filter(host -> !set.coversOnItsOwn(host)).toList();
        Path leaf = certificates.folder().resolve(LEAF_FILE);
        if (bare.isEmpty()) {
            // left behind, it would expire some day and be complained about
            Files.deleteIfExists(leaf);
            return Optional.empty();
        }
        Path authority = folder.resolve(AUTHORITY_FILE);
        if (set.local().filter(present -> isGood(present, bare)).isPresent()) {
            return Optional.of(new LocalTrust(authority, bare, false, false));
        }
        boolean changed = new CertificateIssuer(folder, clock.instant()).issue(bare, leaf);
        certificates.reload();
        return Optional.of(new LocalTrust(authority, bare, true, changed));
    }

    private boolean isGood(ServerCertificate present, List<String> hosts) {
        Instant now = clock.instant();
        Duration whole = Duration.between(present.notBefore(), present.notAfter());
        boolean fresh =
                now.isBefore(present.notAfter().minus(whole.dividedBy(3))) && !now.isBefore(present.notBefore());
        boolean complete = hosts.stream().flatMap(LocalAuthority::names).allMatch(present.subjects()::matches);
        return fresh && complete && Files.exists(folder.resolve(AUTHORITY_KEY_FILE)) && isSignedByUs(present);
    }

    private static Stream<DnsName> names(String host) {
        return DnsName.of(host).stream();
    }

    private boolean isSignedByUs(ServerCertificate present) {
        try {
            String pem = Files.readString(folder.resolve(AUTHORITY_FILE));
            X509Certificate authority =
                    CertificateChain.read(PemBlock.parse(pem)).leaf();
            if (!names(present.leaf(), authority)) {
                present.leaf().verify(authority.getPublicKey());
            }
            return true;
        } catch (IOException | GeneralSecurityException | UnusableCertificateException notOurs) {
            return false;
        }
    }

    /**
     * Whether a certificate names the key of another as the one that signed it (RFC 5280 §4.2.1.1). Nobody
     * is to be convinced here: to try a signature takes a tenth of a second, at every start.
     */
    private static boolean names(X509Certificate certificate, X509Certificate authority) {
        byte[] issuer = certificate.getExtensionValue(AUTHORITY_KEY);
        byte[] subject = authority.getExtensionValue(SUBJECT_KEY);
        return issuer != null
                && subject != null
                && issuer.length >= KEY_IDENTIFIER
                && subject.length >= KEY_IDENTIFIER
                && Arrays.equals(
                        issuer,
                        issuer.length - KEY_IDENTIFIER,
                        issuer.length,
                        subject,
                        subject.length - KEY_IDENTIFIER,
                        subject.length);
    }
}
