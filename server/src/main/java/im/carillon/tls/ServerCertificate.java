package im.carillon.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A certificate chain with its private key, as found in one place of the certificate directory. */
public final class ServerCertificate {

    private final Path source;
    private final List<X509Certificate> chain;
    private final PrivateKey key;
    private final SubjectNames subjects;
    private final String alias;

    ServerCertificate(Path source, List<X509Certificate> chain, PrivateKey key, SubjectNames subjects) {
        this.source = source;
        this.chain = List.copyOf(chain);
        this.key = key;
        this.subjects = subjects;
        // serial numbers are unique per issuer (RFC 5280 §4.1.2.2), the file tells issuers apart
        this.alias = HexFormat.of().toHexDigits(source.hashCode())
                + '-'
                + leaf().getSerialNumber().toString(16);
    }

    /** The file that holds the chain. */
    public Path source() {
        return source;
    }

    /** The host's certificate first, then its issuers. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The certificate of the host itself. */
    public X509Certificate leaf() {
        return chain.getFirst();
    }

    /** The host names it stands for, wildcards with their asterisk. */
    public Set<String> names() {
        return subjects.written();
    }

    /** {@code EC}, {@code RSA} or {@code EdDSA}. */
    public String keyType() {
        return leaf().getPublicKey().getAlgorithm();
    }

    /** The end of its validity. */
    public Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    /** The start of its validity. */
    public Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    /** Whether it comes from the local authority, which any other certificate for the host replaces. */
    public boolean isLocal() {
        return LocalAuthority.isLeafFile(source);
    }

    boolean isValid(Instant now) {
        return !now.isBefore(notBefore()) && !now.isAfter(notAfter());
    }

    /** Whether it is the same without (some of) its issuers, as certbot's {@code cert.pem} is. */
    boolean isPartOf(ServerCertificate fuller) {
        return leaf().equals(fuller.leaf()) && chain.size() < fuller.chain.size();
    }

    PrivateKey key() {
        return key;
    }

    SubjectNames subjects() {
        return subjects;
    }

    String alias() {
        return alias;
    }

    @Override
    public String toString() {
        return source + " " + names() + " until " + notAfter();
    }
}
