package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC (RFC 2104) under one key.
 *
 * <p>The key's two blocks are hashed once and the digests cloned from there. {@code javax.crypto.Mac} hashes
 * them again for every message: PBKDF2 takes twice the time with it (10,000 iterations: 5.0 against 3.1 ms
 * for SHA-256, 21.7 against 10.3 ms for SHA-512; the JDK's own PBKDF2 5.6 and 19.0 ms), and looking up a Mac
 * costs five times as much as looking up a digest.
 *
 * <p>Both digests stay as they are after the constructor, so that an instance can be shared.
 */
final class Hmac {

    private final MessageDigest inner;
    private final MessageDigest outer;

    Hmac(ScramHash hash, byte[] key) {
        inner = hash.digest();
        byte[] block = Arrays.copyOf(key.length > hash.blockLength() ? inner.digest(key) : key, hash.blockLength());
        outer = hash.digest();
        inner.update(masked(block, 0x36));
        outer.update(masked(block, 0x5c));
    }

    byte[] of(byte[]... parts) {
        MessageDigest message = copy(inner);
        for (byte[] part : parts) {
            message.update(part);
        }
        MessageDigest result = copy(outer);
        return result.digest(message.digest());
    }

    byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces a value of the hash's length by its HMAC: the step that PBKDF2 repeats. */
    void iterate(byte[] value) {
        digestInto(copy(inner), value);
        digestInto(copy(outer), value);
    }

    private static void digestInto(MessageDigest digest, byte[] value) {
        digest.update(value);
        try {
            digest.digest(value, 0, value.length);
        } catch (DigestException e) {
            throw new IllegalArgumentException("the value must have the length of the hash", e);
        }
    }

    private static byte[] masked(byte[] block, int mask) {
        byte[] masked = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            masked[i] = (byte) (block[i] ^ mask);
        }
        return masked;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the runtime's own digests can be cloned", e);
        }
    }
}
