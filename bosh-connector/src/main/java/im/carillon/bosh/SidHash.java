package im.carillon.bosh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is kept of a session id: whoever reads it cannot take the session over. 128 bits of SHA-256. */
record SidHash(long high, long low) {

    static SidHash of(String sid) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sid.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bits = ByteBuffer.wrap(hash);
            return new SidHash(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    byte[] bytes() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    static SidHash stored(byte[] bytes) {
        ByteBuffer bits = ByteBuffer.wrap(bytes);
        return new SidHash(bits.getLong(), bits.getLong());
    }
}
