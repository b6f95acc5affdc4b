package im.carillon.bosh;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the {@code <body/>} of an answer (XEP-0124 §6). Used by one thread. */
final class Body {

    static final String NAMESPACE = "http://jabber.org/protocol/httpbind";
    static final String XBOSH = "urn:xmpp:xbosh";

    /** Nothing to say: shared by all such answers, also by those that are kept for a repetition. */
    static final byte[] EMPTY = ascii("<body xmlns='" + NAMESPACE + "'/>");

    /** Please repeat this request and all before it that were not answered (XEP-0124 §17.3). */
    static final byte[] RECOVERABLE = ascii("<body xmlns='" + NAMESPACE + "' type='error'/>");

    private static final byte[] OPEN = ascii("<body xmlns='" + NAMESPACE + "'");
    private static final byte[] STREAM_PREFIX = ascii(" xmlns:stream='" + Namespaces.STREAMS + "'");
    private static final byte[] XBOSH_PREFIX = ascii(" xmlns:xmpp='" + XBOSH + "'");
    private static final byte[] CLOSE = ascii("</body>");
    private static final byte[] STREAM_ELEMENT = ascii("<stream:");
    private static final int TAG_BYTES = 96;
    private static final int CREATION_BYTES = 512;

    private final XmlEncoder out;

    private Body(int expectedBytes) {
        out = new XmlEncoder(expectedBytes).raw(OPEN);
    }

    static Body expecting(int payloadBytes) {
        return new Body(TAG_BYTES + payloadBytes);
    }

    static Body ofCreation(int payloadBytes) {
        Body body = new Body(CREATION_BYTES + payloadBytes);
        body.out.raw(XBOSH_PREFIX);
        return body;
    }

    static byte[] terminal(BindingCondition condition) {
        return expecting(0)
                .attribute("type", "terminate")
                .attribute("condition", condition.wire())
                .close(List.of());
    }

    /** The same service is elsewhere, where it can be used. */
    static byte[] elsewhere(String uri) {
        Body body = expecting(uri.length())
                .attribute("type", "terminate")
                .attribute("condition", BindingCondition.SEE_OTHER_URI.wire());
        return body.close(List.of(XmlEncoder.encode(XmlElement.of(NAMESPACE, "uri", uri), NAMESPACE)));
    }

    Body attribute(String name, String value) {
        out.attribute(name, value);
        return this;
    }

    Body attribute(String name, long value) {
        return attribute(name, Long.toString(value));
    }

    /** Ends the opening tag, and puts the elements in as they were encoded. */
    byte[] close(List<byte[]> payload) {
        if (payload.isEmpty()) {
            return out.raw("/>").toBytes();
        }
        for (byte[] element : payload) {
            if (isOfStream(element)) {
                out.raw(STREAM_PREFIX);
                break;
            }
        }
        out.raw(">");
        payload.forEach(out::raw);
        return out.raw(CLOSE).toBytes();
    }

    /** Whether an encoded element needs the prefix of the stream namespace (XEP-0206 §2). */
    private static boolean isOfStream(byte[] element) {
        return startsWith(element, STREAM_ELEMENT);
    }

    static boolean startsWith(byte[] bytes, byte[] start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
