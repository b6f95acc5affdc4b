package im.carillon.sasl;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Turns new passwords into what is stored of them. Costs milliseconds of computing per password. */
public final class PasswordKeys {

    static final int SALT_LENGTH = 16;

    private final SecureRandom random;
    private final int iterations;

    public PasswordKeys(SecureRandom random, int iterations) {
        this.random = random;
        this.iterations = iterations;
    }

    /** Keys for every hash, each with its own salt, of an enabled account; empty if this cannot be a password (RFC 8265 §4.2). */
    public Optional<Credentials> derive(String password) {
        return PreparedPassword.of(password).map(prepared -> {
            Map<ScramHash, ScramKeys> keys = new EnumMap<>(ScramHash.class);
            for (ScramHash hash : ScramHash.values()) {
                byte[] salt = new byte[SALT_LENGTH];
                random.nextBytes(salt);
                keys.put(hash, ScramKeys.derive(prepared, hash, salt, iterations));
            }
            return new Credentials(keys, true);
        });
    }
}
