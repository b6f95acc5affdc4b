package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a server stores to verify one account's SCRAM logins (RFC 5802 §3): none of it lets anybody log in
 * elsewhere, and the stored key does not even here. Arrays are not copied; treat them as constants.
 */
@SuppressWarnings("ArrayRecordComponent")
public record ScramKeys(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

    public ScramKeys {
        if (salt.length == 0 || iterations < 1 || storedKey.length == 0 || storedKey.length != serverKey.length) {
            throw new IllegalArgumentException("incomplete SCRAM keys");
        }
    }

    /** Derives the keys; costs {@code iterations} times two hash blocks. The password is already prepared. */
    public static ScramKeys derive(String password, ScramHash hash, byte[] salt, int iterations) {
        Hmac salted = new Hmac(hash, saltedPassword(password, hash, salt, iterations));
        byte[] storedKey = hash.digest().digest(salted.of("Client Key"));
        return new ScramKeys(salt, iterations, storedKey, salted.of("Server Key"));
    }

    /** Whether both were made from the same password, given the same salt and count; in constant time. */
    boolean sameAs(ScramKeys other) {
        return MessageDigest.isEqual(storedKey, other.storedKey);
    }

    @Override
    public String toString() {
        return "ScramKeys[" + iterations + " iterations]";
    }

    /** RFC 5802 §2.2, Hi(): PBKDF2 with one block of output. */
    private static byte[] saltedPassword(String password, ScramHash hash, byte[] salt, int iterations) {
        Hmac hmac = new Hmac(hash, password.getBytes(StandardCharsets.UTF_8));
        byte[] step = hmac.of(salt, new byte[] {0, 0, 0, 1});
        byte[] sum = step.clone();
        for (int i = 1; i < iterations; i++) {
            hmac.iterate(step);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= step[j];
            }
        }
        return sum;
    }
}
