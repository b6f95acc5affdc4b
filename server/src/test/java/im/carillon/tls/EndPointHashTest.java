package im.carillon.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndPointHashTest {

    @ParameterizedTest
    @CsvSource({
        "EC, SHA1withECDSA, SHA-256",
        "EC, SHA256withECDSA, SHA-256",
        "EC, SHA384withECDSA, SHA-384",
        "EC, SHA512withECDSA, SHA-512",
        "RSA, SHA1withRSA, SHA-256",
        "RSA, SHA384withRSA, SHA-384",
        "RSA, SHA512withRSAandMGF1, SHA-512",
        "RSA, SHA256withRSAandMGF1, SHA-256"
    })
    void takesTheHashOfTheSignature(String keyType, String signature, String hash) throws Exception {
        X509Certificate certificate = selfSigned(TestAuthority.generate(keyType), signature);

        assertThat(EndPointHash.of(certificate))
                .contains(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
    }

    @Test
    void isUndefinedWithoutASingleHash() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(EndPointHash.of(selfSigned(keys, "Ed25519"))).isEmpty();
    }

    private static X509Certificate selfSigned(KeyPair keys, String signature) throws Exception {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=self"),
                BigInteger.TEN,
                Date.from(now),
                Date.from(now.plusSeconds(60)),
                new X500Name("CN=self"),
                keys.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(signature)
                        .setProvider(new BouncyCastleProvider())
                        .build(keys.getPrivate())));
    }
}
