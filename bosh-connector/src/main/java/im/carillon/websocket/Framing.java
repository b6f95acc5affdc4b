package im.carillon.websocket;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How a stream is opened and closed, and what its elements look like on the wire (RFC 7395 §3.3). */
final class Framing {

    static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-framing";

    private static final byte[] MARK = "xmpp-framing".getBytes(StandardCharsets.US_ASCII);

    private Framing() {}

    /** Whether the first tag of a message has the word of the framing namespace; cheap, since asked of every message. */
    static boolean mentioned(byte[] message) {
        for (int i = 0; i < message.length - MARK.length && message[i] != '>'; i++) {
            if (message[i] == MARK[0] && Arrays.equals(message, i, i + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }

    /** The header of a stream over TCP that says what {@code <open/>} says; its stanzas are parsed inside it. */
    static byte[] header(XmlElement open) {
        XmlEncoder header = new XmlEncoder().raw("<stream:stream");
        header.attribute("xmlns", Namespaces.CLIENT).attribute("xmlns:stream", Namespaces.STREAMS);
        attributes(open, header);
        return header.raw(">").toBytes();
    }

    /** A header that a stream refuses, for a message that should have been {@code <open/>}. */
    static byte[] foreignHeader(XmlElement element) {
        return new XmlEncoder()
                .raw("<")
                .raw(element.name())
                .attribute("xmlns", element.namespace())
                .raw(">")
                .toBytes();
    }

    static byte[] open(XmlElement root) {
        XmlEncoder open = new XmlEncoder().raw("<open").attribute("xmlns", NAMESPACE);
        attributes(root, open);
        return open.raw("/>").toBytes();
    }

    /**
     * The end of a stream.
     *
     * @param elsewhere where the client should connect instead (RFC 7395 §3.6.1)
     */
    static byte[] close(Optional<String> elsewhere) {
        XmlEncoder close = new XmlEncoder().raw("<close").attribute("xmlns", NAMESPACE);
        elsewhere.ifPresent(uri -> close.attribute("see-other-uri", uri));
        return close.raw("/>").toBytes();
    }

    /** Each message is a document of its own, so nothing is declared outside it. */
    static byte[] element(XmlElement element) {
        if (element.namespace().equals(Namespaces.STREAMS)) {
            // clients of this transport look for the prefix
            return new XmlEncoder().prefixedDocument("stream", element).toBytes();
        }
        return XmlEncoder.encodeCopy(element, "");
    }

    private static void attributes(XmlElement root, XmlEncoder tag) {
        for (XmlAttribute attribute : root.attributes()) {
            if (attribute.namespace().isEmpty()) {
                tag.attribute(attribute.name(), attribute.value());
            } else if (attribute.namespace().equals(Namespaces.XML)) {
                tag.attribute("xml:" + attribute.name(), attribute.value());
            }
        }
    }
}
