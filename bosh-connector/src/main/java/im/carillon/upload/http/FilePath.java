package im.carillon.upload.http;

import im.carillon.upload.UploadAddresses;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The path of a file: {@code /upload/ID/NAME} and nothing else, whatever other path it might be resolved to.
 *
 * @param name decoded
 */
record FilePath(String id, String name) {

    private static final int HEX = 16;

    /** From a path as it was sent, with its escapes. */
    static Optional<FilePath> of(String raw) {
        if (!raw.startsWith(UploadAddresses.PATH)) {
            return Optional.empty();
        }
        String[] segments = raw.substring(UploadAddresses.PATH.length()).split("/", -1);
        return segments.length == 2
                ? decoded(segments[1]).map(name -> new FilePath(segments[0], name))
                : Optional.empty();
    }

    private static Optional<String> decoded(String segment) {
        ByteBuffer octets = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char each = segment.charAt(i);
            if (each == '%') {
                int octet = i + 2 < segment.length() ? octet(segment.charAt(i + 1), segment.charAt(i + 2)) : -1;
                if (octet < 0) {
                    return Optional.empty();
                }
                octets.put((byte) octet);
                i += 2;
            } else if (each > ' ' && each < 0x7F) {
                octets.put((byte) each);
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int octet(char high, char low) {
        int first = Character.digit(high, HEX);
        int second = Character.digit(low, HEX);
        return first < 0 || second < 0 ? -1 : first * HEX + second;
    }
}
