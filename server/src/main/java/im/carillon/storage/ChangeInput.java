package im.carillon.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what was written to a {@link ChangeOutput}, in the same order. */
public final class ChangeInput {

    private final byte[] bytes;
    private final int end;
    private int position;

    ChangeInput(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    ChangeInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[take(1)];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalStateException("a number does not end");
    }

    public boolean flag() {
        return number() != 0;
    }

    public String text() {
        int length = size();
        return new String(bytes, take(length), length, StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        int length = size();
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** Whether there is more. */
    public boolean hasMore() {
        return position < end;
    }

    private int size() {
        long size = number();
        if (size < 0 || size > end - position) {
            throw new IllegalStateException("a value of " + size + " bytes where " + (end - position) + " are left");
        }
        return (int) size;
    }

    private int take(int count) {
        if (count > end - position) {
            throw new IllegalStateException("a value is missing");
        }
        int from = position;
        position += count;
        return from;
    }
}
