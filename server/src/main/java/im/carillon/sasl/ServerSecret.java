package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * A random value that this server keeps and never shows, from which values for separate purposes are
 * derived. It belongs outside the database: then a stolen dump is no use without it. Every node of a cluster
 * has the same one; when it changes, FAST tokens are void and the made-up salts of unknown names change.
 */
public final class ServerSecret {

    private static final int SHORTEST = 32;

    private final Hmac hmac;

    public ServerSecret(byte[] secret) {
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException("a server secret has at least " + SHORTEST + " octets");
        }
        hmac = new Hmac(ScramHash.SHA_256, secret);
    }

    /** Octets for a new secret. */
    public static byte[] generate(SecureRandom random) {
        byte[] secret = new byte[SHORTEST];
        random.nextBytes(secret);
        return secret;
    }

    /** 256 bits that depend on the purpose and every one of the parts, none of which may contain NUL. */
    public byte[] derive(String purpose, String... parts) {
        return hmac.of((purpose + '\0' + String.join("\0", parts)).getBytes(StandardCharsets.UTF_8));
    }
}
