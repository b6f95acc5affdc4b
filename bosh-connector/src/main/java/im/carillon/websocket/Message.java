package im.carillon.websocket;

import im.carillon.xml.XmlException;
import im.carillon.xml.XmlException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The pieces of one text message until it is complete; holds nothing in between. Used by one thread. */
final class Message {

    private static final byte[] NOTHING = {};

    private byte[] kept = NOTHING;

    /** Adds a piece, if the message stays within so many bytes. */
    void add(ByteBuffer piece, int most) throws XmlException {
        int here = piece.remaining();
        if (here > most - kept.length) {
            kept = NOTHING;
            throw new XmlException(Kind.TOO_LARGE, "more than " + most + " bytes in one message");
        }
        int before = kept.length;
        kept = Arrays.copyOf(kept, before + here);
        piece.get(kept, before, here);
    }

    byte[] take() {
        byte[] whole = kept;
        kept = NOTHING;
        return whole;
    }
}
