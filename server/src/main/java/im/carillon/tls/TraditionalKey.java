package im.carillon.tls;

import java.io.IOException;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The traditional key forms, PKCS#1 for RSA (RFC 8017 A.1.2) and SEC 1 for EC (RFC 5915), put into the
 * PKCS#8 envelope that the JDK reads. Algorithm and curve are those of the certificate's public key.
 */
final class TraditionalKey {

    private TraditionalKey() {}

    static byte[] pkcs8(PemBlock block, PublicKey publicKey) throws IOException {
        try {
            var algorithm =
                    SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getAlgorithm();
            return new PrivateKeyInfo(algorithm, ASN1Primitive.fromByteArray(block.der())).getEncoded();
        } catch (IllegalArgumentException malformed) {
            throw new IOException("not DER", malformed);
        }
    }
}
