package im.carillon.bench;

/**
 * Frames that differ in a number alone: encoded once, the number written into the bytes each time. The mark before the
 * number tells this run's frames and their direction from all others.
 */
final class Numbered {
    private static final int DIGITS = 12;
    private static final byte[] HEX = Frame.bytes("0123456789abcdef");
    private static final String PLACE = "{number}";

    private final byte[] frame;
    private final int place;
    private final byte[] mark;

    /** @param template has the place of mark and number as {@code {number}}, once */
    Numbered(String template, String mark) {
        this.frame = Frame.bytes(template.replace(PLACE, mark + "0".repeat(DIGITS)));
        this.mark = Frame.bytes(mark);
        this.place = Frame.bytes(template.substring(0, template.indexOf(PLACE))).length + this.mark.length;
    }

    int length() {
        return frame.length;
    }

    byte[] with(long number) {
        long left = number;
        for (int i = place + DIGITS - 1; i >= place; i--) {
            frame[i] = HEX[(int) (left & 0xf)];
            left >>>= 4;
        }
        return frame;
    }

    /** The number in a received frame, -1 when the frame does not carry the mark. */
    long in(byte[] bytes, int from, int to) {
        int found = Frame.indexOf(bytes, from, to, mark);
        if (found < 0 || found + mark.length + DIGITS > to) {
            return -1;
        }
        long number = 0;
        int start = found + mark.length;
        for (int i = start; i < start + DIGITS; i++) {
            number = number << 4 | Character.digit(bytes[i], 16);
        }
        return number;
    }
}
