package im.carillon.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a session can be resumed.
 *
 * @param secret the hash of the secret part of its id; empty when it cannot be resumed
 * @param lifetime how long it waits for its client after the connection was lost
 */
record Resumption(byte[] secret, Duration lifetime) {

    private static final int SECRET_BYTES = 16;

    /** For a session whose stanzas are acknowledged, but which ends with its connection. */
    static Resumption impossible() {
        return new Resumption(new byte[0], Duration.ZERO);
    }

    boolean isPossible() {
        return secret.length > 0;
    }

    /** Whether this is the secret, compared in constant time. */
    boolean accepts(byte[] offered) {
        return isPossible() && MessageDigest.isEqual(secret, hash(offered));
    }

    static byte[] hash(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The id that the client sees ({@code previd}).
     *
     * @param session the key of the session
     */
    record Id(long session, byte[] secret) {

        String wire() {
            return Long.toHexString(session) + "-" + HexFormat.of().formatHex(secret);
        }

        /** Nothing for what cannot be one of ours. */
        static Optional<Id> parse(String wire) {
            int dash = wire.indexOf('-');
            if (dash < 1 || wire.length() - dash - 1 != 2 * SECRET_BYTES) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Id(
                        Long.parseUnsignedLong(wire, 0, dash, 16),
                        HexFormat.of().parseHex(wire, dash + 1, wire.length())));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
