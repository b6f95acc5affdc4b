package im.carillon.upload;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name of a file, in any script, that is safe as one segment of a path: it leads nowhere else and shows nothing
 * that is not there.
 */
public record FileName(String text) {

    private static final int MOST_BYTES = 255;
    private static final String UNRESERVED = "-._~";

    /** Nothing where the text is no such name. */
    public static Optional<FileName> of(String text) {
        boolean fits = !text.isBlank()
                && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && !text.equals(".")
                && !text.equals("..")
                && text.codePoints().allMatch(FileName::isHarmless);
        return fits ? Optional.of(new FileName(text)) : Optional.empty();
    }

    private static boolean isHarmless(int point) {
        return point != '/'
                && point != '\\'
                && !Character.isISOControl(point)
                && !changesDirection(point)
                && Character.getType(point) != Character.SURROGATE
                && Character.getType(point) != Character.LINE_SEPARATOR
                && Character.getType(point) != Character.PARAGRAPH_SEPARATOR;
    }

    /** Such a character can make {@code exe.jpg} of {@code gpj.exe} for whoever reads it (Unicode UAX #9 §2). */
    private static boolean changesDirection(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    /** As a segment of a path, and as RFC 8187 writes parameters: everything but the unreserved is escaped. */
    public String encoded() {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char plain = (char) (octet & 0xff);
            if (plain >= 'a' && plain <= 'z'
                    || plain >= 'A' && plain <= 'Z'
                    || plain >= '0' && plain <= '9'
                    || UNRESERVED.indexOf(plain) >= 0) {
                encoded.append(plain);
            } else {
                encoded.append('%').append(String.format("%02X", (int) plain));
            }
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
