package im.carillon.bench;

import java.nio.charset.StandardCharsets;

/** Looks into frames as bytes. Made for answers whose shape is known, not for XML at large. */
final class Frame {

    private Frame() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = from; i <= to - wanted.length; i++) {
            if (bytes[i] == wanted[0] && startsWith(bytes, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of an attribute of the frame's first tag. */
    static String attribute(String frame, String name) {
        String tag = frame.substring(0, frame.indexOf('>'));
        int start = tag.indexOf(" " + name + "=");
        if (start < 0) {
            throw new BenchmarkException("No attribute " + name + " in " + tag);
        }
        int quote = start + name.length() + 2;
        return tag.substring(quote + 1, tag.indexOf(tag.charAt(quote), quote + 1));
    }

    /** The text of the first element of that name, which has no attributes and no children; empty without one. */
    static String textOf(String frame, String element) {
        int start = frame.indexOf("<" + element + ">");
        int end = frame.indexOf("</" + element + ">");
        return start < 0 || end < start ? "" : frame.substring(start + element.length() + 2, end);
    }

    /** The text of the frame's outermost element, which has no children. */
    static String ownText(String frame) {
        int end = frame.lastIndexOf('<');
        int start = frame.indexOf('>') + 1;
        return start > end ? "" : frame.substring(start, end);
    }
}
