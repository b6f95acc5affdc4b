package im.carillon.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxIOException;
import com.ctc.wstx.stax.WstxInputFactory;
import im.carillon.xml.XmlException.Kind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * The one XML parser of the server, Woodstox in its strictest form: no DTDs, no entities, no
 * comments, no processing instructions, bounded names, depth and attributes. Each stanza is parsed
 * as a small document inside its stream's opening tag, so an idle stream holds no parser.
 *
 * <p>Safe for use by several threads.
 */
public final class XmlParser {

    private static final int INPUT_BUFFER = 1024;

    private final WstxInputFactory factory = new WstxInputFactory();
    private final int depthLimit;
    private final int nameLimit;

    public XmlParser(XmlLimits limits) {
        depthLimit = limits.depth();
        nameLimit = limits.nameLength();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.attributes());
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.depth() + 2);
        factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, INPUT_BUFFER);
        factory.setProperty(WstxInputProperties.P_MIN_TEXT_SEGMENT, 1 << 20);
        // or errors inside text would come as unchecked exceptions when the text is asked for
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    }

    /** One whole document. */
    public XmlElement parse(byte[] document) throws XmlException {
        return read(new ByteArrayInputStream(document), false);
    }

    /** One stanza, in the context of its stream. */
    public XmlElement parse(StreamScope scope, byte[] stanza) throws XmlException {
        return read(new Joined(scope.header(), stanza), true);
    }

    /** The opening tag of a stream. */
    public StreamScope parseHeader(byte[] header) throws XmlException {
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(header), "UTF-8");
            try {
                nextTag(reader);
                String defaultNamespace = reader.getNamespaceURI("");
                XmlElement root = new XmlElement(
                        named(reader.getNamespaceURI()), reader.getLocalName(), attributes(reader), XmlContent.EMPTY);
                return new StreamScope(root, named(defaultNamespace), header);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw translated(e);
        }
    }

    private XmlElement read(InputStream input, boolean inStream) throws XmlException {
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(input, "UTF-8");
            try {
                nextTag(reader);
                if (inStream) {
                    nextTag(reader);
                }
                XmlElement element = element(reader, 1);
                if (!inStream) {
                    expectEnd(reader);
                }
                return element;
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw translated(e);
        }
    }

    private static void nextTag(XMLStreamReader reader) throws XMLStreamException, XmlException {
        while (true) {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return;
                }
                case XMLStreamConstants.SPACE, XMLStreamConstants.CHARACTERS -> {
                    if (!reader.isWhiteSpace()) {
                        throw new XmlException(Kind.BAD_FORMAT, "characters outside of an element");
                    }
                }
                default -> throw restricted(event);
            }
        }
    }

    private static void expectEnd(XMLStreamReader reader) throws XMLStreamException, XmlException {
        while (reader.hasNext()) {
            int event = reader.next();
            if (event != XMLStreamConstants.END_DOCUMENT && event != XMLStreamConstants.SPACE) {
                throw restricted(event);
            }
        }
    }

    private XmlElement element(XMLStreamReader reader, int depth) throws XMLStreamException, XmlException {
        if (depth > depthLimit) {
            throw new XmlException(Kind.TOO_LARGE, "elements nested deeper than " + depthLimit);
        }
        String namespace = named(reader.getNamespaceURI());
        if (namespace.equals(Namespaces.XML)) {
            // it could not be written without a prefix (Namespaces in XML 1.0 §3)
            throw new XmlException(Kind.BAD_FORMAT, "an element of the namespace that only attributes use");
        }
        String name = bounded(reader.getLocalName());
        List<XmlAttribute> attributes = attributes(reader);
        List<XmlNode> nodes = new ArrayList<>(4);
        while (true) {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(
                            namespace,
                            name,
                            attributes,
                            nodes.isEmpty() ? XmlContent.EMPTY : new XmlContent(List.copyOf(nodes)));
                }
                case XMLStreamConstants.START_ELEMENT -> nodes.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    nodes.add(new XmlText(reader.getText()));
                default -> throw restricted(event);
            }
        }
    }

    /** Transports that cut stanzas before they are parsed know this already; others do not. */
    private String bounded(String name) throws XmlException {
        if (name.length() > nameLimit) {
            throw new XmlException(Kind.TOO_LARGE, "a name longer than " + nameLimit + " bytes");
        }
        return name;
    }

    private List<XmlAttribute> attributes(XMLStreamReader reader) throws XmlException {
        int count = reader.getAttributeCount();
        if (count == 0) {
            return List.of();
        }
        XmlAttribute[] attributes = new XmlAttribute[count];
        for (int i = 0; i < count; i++) {
            attributes[i] = new XmlAttribute(
                    named(reader.getAttributeNamespace(i)),
                    bounded(reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        return List.of(attributes);
    }

    private static String named(@Nullable String namespace) {
        return namespace == null ? "" : namespace;
    }

    private static XmlException restricted(int event) {
        return event == XMLStreamConstants.END_ELEMENT
                        || event == XMLStreamConstants.END_DOCUMENT
                        || event == XMLStreamConstants.START_ELEMENT
                ? new XmlException(Kind.NOT_WELL_FORMED, "an element out of place")
                : new XmlException(Kind.RESTRICTED_XML, "a comment, processing instruction, DTD or entity");
    }

    private static XmlException translated(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Undeclared namespace prefix") || message.contains("Unbound namespace prefix")) {
            return new XmlException(Kind.BAD_NAMESPACE_PREFIX, "a prefix that is not declared");
        }
        if (message.contains("Undeclared general entity")) {
            return new XmlException(Kind.RESTRICTED_XML, "an entity reference");
        }
        if (message.contains("Maximum") || message.contains("limit (")) {
            return new XmlException(Kind.TOO_LARGE, "XML over a limit");
        }
        if (e instanceof WstxIOException) {
            return new XmlException(Kind.UNSUPPORTED_ENCODING, "bytes that are not UTF-8");
        }
        return new XmlException(
                Kind.NOT_WELL_FORMED, e instanceof WstxEOFException ? "XML that ends too early" : "malformed XML");
    }

    /** The header's bytes, then the stanza's, without a copy of both. */
    private static final class Joined extends InputStream {

        private final byte[] first;
        private final byte[] second;
        private int at;

        Joined(byte[] first, byte[] second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int done = 0;
            if (at < first.length) {
                done = Math.min(length, first.length - at);
                System.arraycopy(first, at, into, offset, done);
                at += done;
            }
            int here = Math.min(length - done, first.length + second.length - at);
            if (here > 0) {
                System.arraycopy(second, at - first.length, into, offset + done, here);
                at += here;
                done += here;
            }
            return done == 0 && length > 0 ? -1 : done;
        }
    }
}
