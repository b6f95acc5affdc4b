package im.carillon.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SequencedSet;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues certificates (RFC 5280). The authority is good only for the hosts it was made for, by name constraints
 * (§4.2.1.10): whoever takes its key cannot pose as any other site to a machine that trusts it. A host
 * that comes later makes a new authority certificate necessary, with the same key and wider constraints.
 */
final class CertificateIssuer {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_LIFE = Duration.ofDays(365);
    /** Clients' clocks are a little behind. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 127;

    /** The authority's certificate with its key. */
    private record Authority(X509Certificate certificate, KeyPair keys) {}

    private final Path folder;
    private final Instant now;
    private final SecureRandom random = new SecureRandom();

    CertificateIssuer(Path folder, Instant now) {
        this.folder = folder;
        this.now = now;
    }

    /**
     * Writes a new key and certificate for the hosts.
     *
     * @return whether the authority's certificate changed, or is new
     */
    boolean issue(List<String> hosts, Path target) throws IOException {
        try {
            PermittedNames wanted = PermittedNames.of(hosts);
            Optional<Authority> present = present();
            Authority authority;
            boolean suits = present.isPresent() && suits(present.get(), wanted);
            if (suits) {
                authority = present.get();
            } else {
                authority = authority(present, wanted);
            }
            KeyPair keys = generate();
            X509Certificate leaf = leaf(hosts, keys.getPublic(), authority);
            Files.createDirectories(target.toAbsolutePath().getParent());
            PemFile.writePrivately(target, PemFile.certificate(leaf) + PemFile.privateKey(withPublicPart(keys)));
            return !suits;
        } catch (GeneralSecurityException | OperatorCreationException failed) {
            throw new IOException("no certificate could be issued for " + hosts, failed);
        }
    }

    private Optional<Authority> present() throws GeneralSecurityException {
        Path file = folder.resolve(LocalAuthority.AUTHORITY_FILE);
        Path keyFile = folder.resolve(LocalAuthority.AUTHORITY_KEY_FILE);
        try {
            X509Certificate certificate = CertificateChain.read(PemBlock.parse(Files.readString(file)))
                    .leaf();
            PemBlock block = PemBlock.parse(Files.readString(keyFile)).getFirst();
            PrivateKey key = PrivateKeys.read(block, certificate.getPublicKey());
            return Optional.of(new Authority(certificate, new KeyPair(certificate.getPublicKey(), key)));
        } catch (IOException | UnusableCertificateException | NoSuchElementException none) {
            return Optional.empty();
        }
    }

    private boolean suits(Authority authority, PermittedNames wanted) {
        Instant end = authority.certificate().getNotAfter().toInstant();
        return end.isAfter(now.plus(LEAF_LIFE))
                && PermittedNames.of(authority.certificate()).containsAll(wanted);
    }

    private Authority authority(Optional<Authority> earlier, PermittedNames wanted)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair keys = earlier.isPresent() ? earlier.get().keys() : generate();
        PermittedNames permitted = earlier.map(
                        old -> PermittedNames.of(old.certificate()).and(wanted))
                .orElse(wanted);
        X500Name name = earlier.map(old -> X500Name.getInstance(
                        old.certificate().getSubjectX500Principal().getEncoded()))
                .orElseGet(this::newName);
        X509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), AUTHORITY_LIFE)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(Extension.nameConstraints, true, permitted.constraints())
                .addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        X509Certificate certificate = sign(builder, keys.getPrivate());
        Files.createDirectories(folder);
        PemFile.writePrivately(
                folder.resolve(LocalAuthority.AUTHORITY_KEY_FILE), PemFile.privateKey(withPublicPart(keys)));
        PemFile.write(folder.resolve(LocalAuthority.AUTHORITY_FILE), PemFile.certificate(certificate));
        return new Authority(certificate, keys);
    }

    /** Two servers on one client must not have authorities of the same name. */
    private X500Name newName() {
        return new X500Name("CN=Carillon local authority " + new BigInteger(48, random).toString(36));
    }

    private X509Certificate leaf(List<String> hosts, PublicKey key, Authority authority)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        SequencedSet<GeneralName> names = PermittedNames.alternativeNames(hosts);
        X500Name issuer = X500Name.getInstance(
                authority.certificate().getSubjectX500Principal().getEncoded());
        var extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder = builder(issuer, new X500Name("CN=Carillon"), key, LEAF_LIFE)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)))
                .addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        extensions.createAuthorityKeyIdentifier(authority.keys().getPublic()));
        return sign(builder, authority.keys().getPrivate());
    }

    /**
     * The key in PKCS#8 with its public part (RFC 5915 §3), which the JDK leaves out: whoever reads it sees
     * to which certificate it belongs, without trying.
     */
    private static byte[] withPublicPart(KeyPair keys) throws IOException {
        PrivateKeyInfo bare = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
        ECPrivateKey scalar = ECPrivateKey.getInstance(bare.parsePrivateKey());
        SubjectPublicKeyInfo subject =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        int bits = ((ECPublicKey) keys.getPublic()).getParams().getOrder().bitLength();
        ECPrivateKey whole = new ECPrivateKey(bits, scalar.getKey(), subject.getPublicKeyData(), null);
        return new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), whole).getEncoded();
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(EARLIER)),
                Date.from(now.plus(life)),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }

    private static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
