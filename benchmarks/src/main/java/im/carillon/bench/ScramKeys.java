package im.carillon.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The keys of SCRAM-SHA-256 (RFC 5802 §3, RFC 7677) for one password, kept for each salt and iteration count. */
final class ScramKeys {

    /** ClientKey, StoredKey and ServerKey of RFC 5802 §3; shared, so nobody writes into them. */
    static final class Keys {
        private final byte[] client;
        private final byte[] stored;
        private final byte[] server;

        Keys(byte[] client, byte[] stored, byte[] server) {
            this.client = client;
            this.stored = stored;
            this.server = server;
        }

        byte[] client() {
            return client;
        }

        byte[] stored() {
            return stored;
        }

        byte[] server() {
            return server;
        }
    }

    private record Cost(String salt, int iterations) {}

    private final String password;
    private final Map<Cost, Keys> known = new HashMap<>();

    ScramKeys(String password) {
        this.password = password;
    }

    /** @param salt in base64, as on the wire */
    Keys with(String salt, int iterations) {
        return known.computeIfAbsent(new Cost(salt, iterations), this::derive);
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new BenchmarkException("HMAC failed", e);
        }
    }

    private Keys derive(Cost cost) {
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(
                            password.toCharArray(), Base64.getDecoder().decode(cost.salt), cost.iterations, 256))
                    .getEncoded();
            byte[] client = hmac(salted, "Client Key");
            byte[] stored = MessageDigest.getInstance("SHA-256").digest(client);
            return new Keys(client, stored, hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new BenchmarkException("The keys of a password cannot be derived", e);
        }
    }
}
