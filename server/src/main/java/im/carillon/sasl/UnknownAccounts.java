package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Arrays;

/**
 * The keys of accounts that do not exist. A client that asks twice for the same unknown name gets the same
 * salt and the iteration count of a new account, as it would for a real one; no password fits.
 */
public final class UnknownAccounts {

    private final ServerSecret secret;
    private final int iterations;

    /** The iteration count is the one that passwords are stored with now. */
    public UnknownAccounts(ServerSecret secret, int iterations) {
        this.secret = secret;
        this.iterations = iterations;
    }

    ScramKeys keys(ScramHash hash, BareJid account) {
        byte[] salt = Arrays.copyOf(
                secret.derive("unknown account salt", hash.algorithm(), account.toString()), PasswordKeys.SALT_LENGTH);
        // never matched: a key that fits no password, of the length that makes the comparison cost the same
        byte[] key = Arrays.copyOf(
                secret.derive("unknown account key", hash.algorithm(), account.toString()), hash.length());
        return new ScramKeys(salt, iterations, key, key);
    }
}
