package im.carillon.testkit;

import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.nio.charset.StandardCharsets;

/** Elements and stanzas from the text of a test. */
public final class Xml {

    private static final XmlLimits LIMITS = new XmlLimits(8 << 20, 200, 200, 1_000);

    private Xml() {}

    public static XmlElement element(String text) {
        try {
            return new XmlParser(LIMITS).parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (XmlException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** A stanza; the client namespace need not be written. */
    public static Stanza stanza(String text) {
        try {
            return Stanza.of(element(text.replaceFirst("^<(\\w+)", "<$1 xmlns='jabber:client'")));
        } catch (StanzaException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
