package im.carillon.bench.jmh;

import im.carillon.xml.StreamScope;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.nio.charset.StandardCharsets;

/** Stanzas as common clients send them. */
final class Samples {
    static final XmlLimits LIMITS = new XmlLimits(262_144, 64, 64, 256);

    private static final byte[] HEADER = bytes("<stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>");

    private Samples() {}

    static byte[] stanza(String kind) {
        return bytes(
                switch (kind) {
                    case "message" -> """
                            <message type='chat' to='juliet@example.org/balcony' id='0c3fb6a1-5f0e-4ac5-9d56'>\
                            <body>All is well in the village; the bell rings at six and the boats come in at seven.\
                            </body><active xmlns='http://jabber.org/protocol/chatstates'/>\
                            <request xmlns='urn:xmpp:receipts'/>\
                            <origin-id xmlns='urn:xmpp:sid:0' id='0c3fb6a1-5f0e-4ac5-9d56'/></message>""";
                    case "presence" -> """
                            <presence><show>away</show><priority>5</priority>\
                            <c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://client.example' \
                            ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/></presence>""";
                    case "ping" -> "<iq type='get' to='example.org' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>";
                    default -> throw new IllegalArgumentException(kind);
                });
    }

    static byte[] header() {
        return HEADER.clone();
    }

    static StreamScope scope(XmlParser parser) {
        try {
            return parser.parseHeader(HEADER);
        } catch (XmlException e) {
            throw new IllegalStateException(e);
        }
    }

    static XmlElement element(String kind) {
        XmlParser parser = new XmlParser(LIMITS);
        try {
            return parser.parse(scope(parser), stanza(kind));
        } catch (XmlException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
