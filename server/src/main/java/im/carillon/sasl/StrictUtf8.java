package im.carillon.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 and refuses what {@code new String} would mend silently. */
final class StrictUtf8 {

    private StrictUtf8() {}

    static String decode(byte[] data, int offset, int length) throws SaslRefusal {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw SaslRefusal.malformed("The message is not UTF-8.");
        }
    }

    /** Decodes a whole message that must not be longer than {@code longest} octets. */
    static String decode(byte[] data, int longest) throws SaslRefusal {
        if (data.length > longest) {
            throw SaslRefusal.malformed("The message is too long.");
        }
        return decode(data, 0, data.length);
    }
}
