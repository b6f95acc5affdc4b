package im.carillon.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where a change writes itself: a compact sequence of values without names or types. */
public final class ChangeOutput {

    private static final int FIRST_SIZE = 64 * 1024;
    private static final int KEPT_SIZE = 4 * 1024 * 1024;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    ChangeOutput() {}

    /** A whole number; small ones, negative or not, take one byte. */
    public ChangeOutput number(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    public ChangeOutput flag(boolean value) {
        return number(value ? 1 : 0);
    }

    public ChangeOutput text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public ChangeOutput bytes(byte[] value) {
        return bytes(value, value.length);
    }

    ChangeOutput bytes(byte[] value, int count) {
        number(count);
        room(count);
        System.arraycopy(value, 0, bytes, length, count);
        length += count;
        return this;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    /** Leaves room for something that is known later. */
    void skip(int count) {
        room(count);
        length += count;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    void truncate(int to) {
        length = to;
    }

    /** Empties it; what one large record needed is not kept for ever. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_SIZE) {
            bytes = new byte[FIRST_SIZE];
        }
    }

    private void room(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
