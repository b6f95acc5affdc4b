package im.carillon.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** Private keys from their PEM forms: PKCS#8 (RFC 5958), and the traditional ones of RSA and EC. */
final class PrivateKeys {

    private static final byte[] CHALLENGE = {1};

    private PrivateKeys() {}

    /** Reads the key that belongs to {@code publicKey}, which also tells its algorithm and parameters. */
    static PrivateKey read(PemBlock block, PublicKey publicKey) throws UnusableCertificateException {
        if (block.encrypted()) {
            throw new UnusableCertificateException(
                    "the private key is encrypted with a passphrase",
                    "take the passphrase off (openssl pkey -in FILE -out FILE) and protect the file by its mode");
        }
        try {
            byte[] pkcs8 = block.label().equals("PRIVATE KEY") ? block.der() : TraditionalKey.pkcs8(block, publicKey);
            PrivateKey key =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (names(pkcs8, publicKey) || belongTogether(publicKey, key)) {
                return key;
            }
        } catch (GeneralSecurityException | IOException otherAlgorithm) {
            throw mismatch(otherAlgorithm);
        }
        throw new UnusableCertificateException(
                "the private key does not belong to the certificate",
                "put the key there that the certificate was requested with");
    }

    private static UnusableCertificateException mismatch(Exception cause) {
        return new UnusableCertificateException(
                "the private key cannot be read as one for the certificate (" + cause.getMessage() + ")",
                "put the key there that the certificate was requested with, as PKCS#8 or a traditional RSA or EC key");
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) throws GeneralSecurityException {
        if (publicKey instanceof RSAPublicKey rsaPublic && key instanceof RSAPrivateKey rsaPrivate) {
            BigInteger modulus = rsaPublic.getModulus();
            return modulus.equals(rsaPrivate.getModulus());
        }
        Signature signature = Signature.getInstance(
                publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : publicKey.getAlgorithm());
        signature.initSign(key);
        signature.update(CHALLENGE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(CHALLENGE);
        return signature.verify(signed);
    }

    /**
     * Whether an encoding ends with the point that the public key is, as that of an EC key does which was
     * stored with its public part (RFC 5915 §3). A first signature takes a tenth of a second, at every start.
     */
    private static boolean names(byte[] stored, PublicKey publicKey) {
        byte[] subject = publicKey.getEncoded();
        return publicKey instanceof ECPublicKey ec && endsAlike(stored, subject, pointLength(ec));
    }

    /** Of its uncompressed form without the leading byte. */
    private static int pointLength(ECPublicKey key) {
        return 2 * ((key.getParams().getCurve().getField().getFieldSize() + 7) / 8);
    }

    private static boolean endsAlike(byte[] one, byte[] other, int length) {
        return one.length >= length
                && other.length >= length
                && Arrays.equals(one, one.length - length, one.length, other, other.length - length, other.length);
    }
}
