package im.carillon.xml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What must hold for any bytes at all. */
public final class StanzaProperties {

    static final XmlLimits LIMITS = new XmlLimits(2_000, 8, 8, 40);

    private final XmlParser parser = new XmlParser(LIMITS);
    private final XMLInputFactory plain = XMLInputFactory.newFactory();

    /** How many stanzas were cut, and how many of them the parser took. */
    public record Counts(int stanzas, int parsed) {}

    public StanzaProperties() {
        plain.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /** Feeds the bytes and checks each stanza that is cut; fails with an AssertionError. */
    public Counts check(byte[] bytes) {
        Checking sink = new Checking();
        try {
            new StanzaFramer(LIMITS).feed(bytes, 0, bytes.length, sink);
        } catch (XmlException e) {
            return new Counts(sink.stanzas, sink.parsed); // what was cut before the error counts
        }
        return new Counts(sink.stanzas, sink.parsed);
    }

    private final class Checking implements StanzaFramer.Sink {

        private byte[] header = {};
        private int stanzas;
        private int parsed;

        @Override
        public void streamOpened(byte[] bytes) {
            header = bytes;
        }

        @Override
        public void streamClosed() {}

        @Override
        public void stanza(byte[] bytes) {
            stanzas++;
            StreamScope scope;
            try {
                scope = parser.parseHeader(header);
            } catch (XmlException e) {
                return;
            }
            try {
                XmlElement element = parser.parse(scope, bytes);
                parsed++;
                sameAgain(element);
            } catch (XmlException e) {
                return;
            }
            oneElement(scope, bytes);
        }

        private void oneElement(StreamScope scope, byte[] stanza) {
            String text = new String(stanza, StandardCharsets.UTF_8);
            ByteArrayOutputStream document = new ByteArrayOutputStream();
            document.writeBytes(header);
            document.writeBytes(stanza);
            String open = new String(header, StandardCharsets.UTF_8);
            String root = open.substring(1).split("[\\s/>]", 2)[0];
            document.writeBytes(("</" + root + ">").getBytes(StandardCharsets.UTF_8));
            int count = 0;
            try {
                XMLStreamReader reader =
                        plain.createXMLStreamReader(new ByteArrayInputStream(document.toByteArray()), "UTF-8");
                int depth = 0;
                while (reader.hasNext()) {
                    int event = reader.next();
                    if (event == XMLStreamConstants.START_ELEMENT && ++depth == 2) {
                        count++;
                    } else if (event == XMLStreamConstants.END_ELEMENT) {
                        depth--;
                    } else if (depth == 1 && event == XMLStreamConstants.CHARACTERS) {
                        throw new AssertionError("text beside the stanza: " + text);
                    }
                }
            } catch (XMLStreamException e) {
                throw new AssertionError("the parser took the beginning of something else: " + text, e);
            }
            if (count != 1) {
                throw new AssertionError(count + " elements in " + text + " of " + scope.root());
            }
        }

        private void sameAgain(XmlElement element) {
            byte[] encoded = XmlEncoder.encode(element, "");
            try {
                XmlElement again = parser.parse(encoded);
                if (!again.equals(element)) {
                    throw new AssertionError("written and read again: " + element + " became " + again);
                }
            } catch (XmlException e) {
                // more declarations than the limits allow may be needed, but never anything that is no XML
                if (e.kind() != XmlException.Kind.TOO_LARGE) {
                    throw new AssertionError("what was read cannot be written: " + element, e);
                }
            }
        }
    }
}
