package im.carillon.websocket;

import im.carillon.xml.StanzaFramer;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlException.Kind;
import im.carillon.xml.XmlLimits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes each message through the scanner of TCP streams, so that limits and what RFC 6120 §11.1 forbids
 * are the same, and makes sure that it is one whole element (RFC 7395 §3.3). Used by one thread.
 */
final class MessageCheck implements StanzaFramer.Sink {

    private static final byte[] ROOT = "<stream>".getBytes(StandardCharsets.US_ASCII);

    private final StanzaFramer framer;
    private byte @Nullable [] element;
    private boolean more;

    MessageCheck(XmlLimits limits) {
        framer = new StanzaFramer(limits);
        try {
            framer.feed(ROOT, 0, ROOT.length, this);
        } catch (XmlException e) {
            throw new IllegalStateException(e);
        }
    }

    void limits(XmlLimits limits) {
        framer.limits(limits);
    }

    /** The element in a message; nothing if it holds only white space. */
    Optional<byte[]> element(byte[] message) throws XmlException {
        element = null;
        more = false;
        framer.feed(message, 0, message.length, this);
        if (framer.keptBytes() > 0) {
            throw new XmlException(Kind.NOT_WELL_FORMED, "a message that ends inside its element");
        }
        if (more) {
            throw new XmlException(Kind.BAD_FORMAT, "more than one element in a message");
        }
        return Optional.ofNullable(element);
    }

    @Override
    public void streamOpened(byte[] header) {}

    @Override
    public void stanza(byte[] bytes) {
        more |= element != null;
        element = bytes;
    }

    @Override
    public void streamClosed() {
        more = true;
    }
}
