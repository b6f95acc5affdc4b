package im.carillon.xml;

/**
 * Strict UTF-8 over bytes that arrive in pieces (RFC 3629): no overlong forms, no surrogates, nothing
 * above U+10FFFF. Used by one thread.
 */
final class Utf8Check {

    private int missing;
    private int lowest;
    private int highest;

    /** Whether the bytes so far end inside a character. */
    boolean inside() {
        return missing > 0;
    }

    void reset() {
        missing = 0;
    }

    /** Takes the next byte; call for every byte that is not ASCII and for any while {@link #inside()}. */
    boolean accepts(byte signed) {
        int b = signed & 0xff;
        if (missing > 0) {
            boolean fits = b >= lowest && b <= highest;
            lowest = 0x80;
            highest = 0xbf;
            missing--;
            return fits;
        }
        lowest = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        highest = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        missing = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        return b >= 0xc2 && b <= 0xf4;
    }
}
