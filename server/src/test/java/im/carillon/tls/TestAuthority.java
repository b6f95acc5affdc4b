package im.carillon.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues whatever a test needs. */
final class TestAuthority {

    private final Instant now = Instant.now();
    private final String signature;
    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** A certificate with its key. */
    record Issued(X509Certificate certificate, KeyPair keys, X509Certificate issuer) {

        String chainPem() throws GeneralSecurityException {
            return certificatePem() + PemFile.certificate(issuer);
        }

        String certificatePem() throws GeneralSecurityException {
            return PemFile.certificate(certificate);
        }

        String keyPem() {
            return PemFile.privateKey(keys.getPrivate());
        }

        void write(Path file) throws IOException, GeneralSecurityException {
            Files.writeString(file, chainPem() + keyPem());
        }
    }

    TestAuthority() throws Exception {
        this("EC", "SHA256withECDSA");
    }

    TestAuthority(String keyType, String signature) throws Exception {
        this.signature = signature;
        name = new X500Name("CN=Test authority " + keyType);
        keys = generate(keyType);
        certificate = sign(
                new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minus(Duration.ofDays(500))),
                                Date.from(now.plus(Duration.ofDays(500))),
                                name,
                                keys.getPublic())
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                signature);
    }

    X509Certificate certificate() {
        return certificate;
    }

    Issued issue(String keyType, String... dnsNames) throws Exception {
        return issue(keyType, signature, now.plus(Duration.ofDays(100)), dns(dnsNames));
    }

    Issued issue(String keyType, String signature, Instant notAfter, List<GeneralName> names) throws Exception {
        return issue(generate(keyType), signature, notAfter, names);
    }

    Issued issue(KeyPair subject, String signature, Instant notAfter, List<GeneralName> names) throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(400))),
                Date.from(notAfter),
                // a name in the subject must never count
                new X500Name("CN=subject.example"),
                subject.getPublic());
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        return new Issued(sign(builder, signature), subject, certificate);
    }

    static List<GeneralName> dns(String... names) {
        var list = new ArrayList<GeneralName>();
        for (String name : names) {
            list.add(new GeneralName(GeneralName.dNSName, name));
        }
        return list;
    }

    static GeneralName otherName(String type, ASN1Encodable value) {
        var parts = new ASN1EncodableVector();
        parts.add(new ASN1ObjectIdentifier(type));
        parts.add(new DERTaggedObject(true, 0, value));
        return new GeneralName(GeneralName.otherName, new DERSequence(parts));
    }

    static KeyPair generate(String keyType) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
        if (!keyType.startsWith("Ed")) {
            generator.initialize(keyType.equals("EC") ? 256 : 2048);
        }
        return generator.generateKeyPair();
    }

    private X509Certificate sign(X509v3CertificateBuilder builder, String signature)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate())));
    }
}
