package im.carillon.xml;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes elements as UTF-8. Every element declares its namespace as the default one unless its
 * parent has the same, so no prefixes are needed except {@code xml:} and those of foreign attributes.
 * Whatever the strings hold, what comes out is well-formed.
 * Used by one thread.
 */
public final class XmlEncoder {

    /** What an opening and a closing tag take, mostly. */
    private static final int GUESS = 256;

    /** Of one more attribute, the end of a tag, and a closing tag. */
    private static final int PUNCTUATION = " =''></>".length();

    private byte[] bytes;
    private int length;

    public XmlEncoder() {
        this(GUESS);
    }

    public XmlEncoder(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** One element in a context whose default namespace is {@code parentNamespace}. */
    public static byte[] encode(XmlElement element, String parentNamespace) {
        return new XmlEncoder().node(element, parentNamespace).toBytes();
    }

    public XmlEncoder node(XmlNode node, String parentNamespace) {
        switch (node) {
            case XmlText text -> text(text.value());
            case XmlElement element -> element(element, parentNamespace);
        }
        return this;
    }

    private void element(XmlElement element, String parentNamespace) {
        openTag(element, parentNamespace);
        if (element.hasNoContent()) {
            ascii("/>");
            return;
        }
        put('>');
        for (XmlNode child : element.nodes()) {
            node(child, element.namespace());
        }
        closeTag(element);
    }

    /**
     * The same as {@link #encode}, for one of many copies: the children, and the attributes that the
     * copies share, are taken from (and left in) bytes that they share too.
     */
    public static byte[] encodeCopy(XmlElement element, String parentNamespace) {
        if (element.hasNoContent()) {
            return encode(element, parentNamespace);
        }
        byte[] content = element.content().bytes(element.namespace());
        if (!(element.attributes() instanceof OneMore attributes) || !isPlain(attributes.own())) {
            XmlEncoder encoder = new XmlEncoder(content.length + GUESS);
            encoder.openTag(element, parentNamespace);
            return encoder.content(element, content).toBytes();
        }
        byte[] opening = element.content().opening(element, attributes.shared(), parentNamespace);
        XmlAttribute own = attributes.own();
        int expected = opening.length
                + own.name().length()
                + own.value().length()
                + content.length
                + element.name().length()
                + PUNCTUATION;
        return new XmlEncoder(expected)
                .raw(opening)
                .attribute(own.name(), own.value())
                .content(element, content)
                .toBytes();
    }

    private static boolean isPlain(XmlAttribute attribute) {
        return attribute.namespace().isEmpty();
    }

    private XmlEncoder content(XmlElement element, byte[] content) {
        put('>');
        raw(content);
        closeTag(element);
        return this;
    }

    XmlEncoder opening(XmlElement element, List<XmlAttribute> attributes, String parentNamespace) {
        openTag(element, attributes, parentNamespace);
        return this;
    }

    /** One element under a prefix that is declared outside; its children are written as usual. */
    public XmlEncoder prefixed(String prefix, XmlElement element, String parentNamespace) {
        return prefixed(prefix, false, element, parentNamespace);
    }

    /** One element as a document of its own, under a prefix that it declares itself. */
    public XmlEncoder prefixedDocument(String prefix, XmlElement element) {
        return prefixed(prefix, true, element, "");
    }

    private XmlEncoder prefixed(String prefix, boolean declared, XmlElement element, String parentNamespace) {
        put('<');
        raw(prefix);
        put(':');
        raw(element.name());
        if (declared) {
            attribute("xmlns:" + prefix, element.namespace());
        }
        attributes(element.attributes());
        put('>');
        for (XmlNode child : element.nodes()) {
            node(child, parentNamespace);
        }
        ascii("</");
        raw(prefix);
        put(':');
        raw(element.name());
        put('>');
        return this;
    }

    private void openTag(XmlElement element, String parentNamespace) {
        openTag(element, element.attributes(), parentNamespace);
    }

    private void openTag(XmlElement element, List<XmlAttribute> attributes, String parentNamespace) {
        put('<');
        raw(element.name());
        if (!element.namespace().equals(parentNamespace)) {
            attribute("xmlns", element.namespace());
        }
        attributes(attributes);
    }

    private void attributes(List<XmlAttribute> attributes) {
        int prefixes = 0;
        for (int i = 0; i < attributes.size(); i++) {
            XmlAttribute attribute = attributes.get(i);
            if (attribute.namespace().isEmpty()) {
                attribute(attribute.name(), attribute.value());
            } else if (attribute.namespace().equals(Namespaces.XML)) {
                attribute("xml:" + attribute.name(), attribute.value());
            } else {
                String prefix = "a" + prefixes++;
                attribute("xmlns:" + prefix, attribute.namespace());
                attribute(prefix + ":" + attribute.name(), attribute.value());
            }
        }
    }

    private void closeTag(XmlElement element) {
        ascii("</");
        raw(element.name());
        put('>');
    }

    public XmlEncoder attribute(String name, String value) {
        put(' ');
        raw(name);
        ascii("='");
        escape(value, true);
        put('\'');
        return this;
    }

    public XmlEncoder text(String value) {
        escape(value, false);
        return this;
    }

    /** Characters that need no escape, as they are. */
    public XmlEncoder raw(String markup) {
        int done = plain(markup);
        return done == markup.length() ? this : raw(markup.substring(done).getBytes(StandardCharsets.UTF_8));
    }

    public XmlEncoder raw(byte[] encoded) {
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    private void escape(String value, boolean inAttribute) {
        int count = value.length();
        for (int i = plain(value); i < count; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                switch (c) {
                    case '<' -> ascii("&lt;");
                    case '>' -> ascii("&gt;");
                    case '&' -> ascii("&amp;");
                    case '\'' -> escapeIf(inAttribute, c, "&apos;");
                    // a parser would turn these into spaces, or CR into LF
                    case '\n' -> escapeIf(inAttribute, c, "&#10;");
                    case '\t' -> escapeIf(inAttribute, c, "&#9;");
                    case '\r' -> ascii("&#13;");
                    default -> put(c < 0x20 ? '?' : c);
                }
            } else {
                i += wide(value, i);
            }
        }
    }

    /** Writes the characters that stand for themselves, up to the first that may not; returns how many. */
    private int plain(String value) {
        int count = value.length();
        reserve(count);
        byte[] into = bytes;
        int start = length;
        int i = 0;
        for (; i < count; i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c >= 0x80 || c == '<' || c == '>' || c == '&' || c == '\'') {
                break;
            }
            into[start + i] = (byte) c;
        }
        length = start + i;
        return i;
    }

    private void escapeIf(boolean needed, char c, String escaped) {
        if (needed) {
            ascii(escaped);
        } else {
            put(c);
        }
    }

    /** Writes the character at {@code index} and says how many further chars it took. */
    private int wide(String value, int index) {
        int point = value.codePointAt(index);
        if (point >= 0xd800 && point <= 0xdfff || point == 0xfffe || point == 0xffff) {
            point = 0xfffd; // not a character of XML
        }
        reserve(4);
        if (point < 0x800) {
            bytes[length++] = (byte) (0xc0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes[length++] = (byte) (0xe0 | point >> 12);
            } else {
                bytes[length++] = (byte) (0xf0 | point >> 18);
                bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
            }
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
        }
        bytes[length++] = (byte) (0x80 | point & 0x3f);
        return point >= 0x10000 ? 1 : 0;
    }

    private void ascii(String value) {
        int count = value.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) value.charAt(i);
        }
    }

    private void put(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** What was written; nothing is written any more. */
    public byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
