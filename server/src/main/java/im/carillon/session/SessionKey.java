package im.carillon.session;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Something a feature remembers of a session, such as whether it wants carbons.
 *
 * @param name unique among all features, short, stored
 * @param encode how a value is stored
 * @param decode how it is read back
 * @param <T> an immutable value
 */
public record SessionKey<T>(String name, Function<T, byte[]> encode, Function<byte[], T> decode) {

    /** A key for something that is so once it was said, until it is removed. */
    public static SessionKey<Boolean> flag(String name) {
        return new SessionKey<>(name, value -> new byte[0], bytes -> true);
    }

    /** A key for a number of 64 bits. */
    public static SessionKey<Long> number(String name) {
        return new SessionKey<>(
                name,
                value -> ByteBuffer.allocate(Long.BYTES).putLong(value).array(),
                bytes -> ByteBuffer.wrap(bytes).getLong());
    }
}
