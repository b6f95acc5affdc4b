package im.carillon.xml;

import im.carillon.xml.XmlException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts the bytes of one TCP stream into its header, its stanzas and its end, without building
 * anything: each stanza is then parsed as a small document of its own.
 *
 * <p>The scanner follows just enough of XML to know where a stanza ends: tags and their depth,
 * quoted values, CDATA sections, references. On the way it refuses what RFC 6120 §11.1 forbids
 * (comments, processing instructions, DTDs, entities other than the five), what is not UTF-8, and
 * what exceeds the limits, all before the bytes are kept. Whether names match and prefixes are
 * declared is left to the parser.
 *
 * <p>States: PROLOG until the header has been read, then OUTSIDE between stanzas, then the states
 * inside a tag or text, and CLOSED after the closing tag of the stream. An idle stream holds no
 * buffer. Used by the I/O thread of one connection; only {@link #restart} and {@link #limits} may be
 * called from elsewhere, at a time when the peer has to wait for an answer.
 */
public final class StanzaFramer {

    /** Takes what was cut, on the thread that feeds. */
    public interface Sink {
        /** The opening tag of the stream, from {@code <} to {@code >}. */
        void streamOpened(byte[] header);

        /** One complete element at depth 1. */
        void stanza(byte[] bytes);

        /** The closing tag of the stream. */
        void streamClosed();
    }

    private static final byte[] NOTHING = {};
    private static final byte[] USUAL_ROOT = "stream:stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CDATA_OPEN = "[CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_REFERENCE = 9; // of "#x10FFFF"
    private static final int LONGEST_DECLARATION = 200;

    /** A header is read again with each stanza, so it must not be large, whoever sent it. */
    private static final int LARGEST_HEADER = 8 * 1024;

    private enum State {
        PROLOG,
        DECLARATION,
        DECLARED,
        OUTSIDE,
        TEXT,
        LESS_THAN,
        OPEN_NAME,
        IN_TAG,
        ATTRIBUTE_NAME,
        VALUE,
        EMPTY_TAG,
        CLOSE_NAME,
        BANG,
        CDATA,
        REFERENCE,
        CLOSED
    }

    private final Utf8Check utf8 = new Utf8Check();
    private volatile XmlLimits limits;
    private volatile boolean restart;

    private State state = State.PROLOG;
    private State afterReference = State.TEXT;
    private byte quote;
    private boolean declared;
    private boolean opened;
    private int depth;
    private int attributes;
    private int nameLength;
    private int matched;
    private final StringBuilder small = new StringBuilder(0);
    private byte[] root = NOTHING;

    /** What arrived earlier of the piece that is not complete yet. */
    private byte[] kept = NOTHING;

    private int keptLength;

    /** Where the piece begins in the bytes being fed, or -1. */
    private int start = -1;

    public StanzaFramer(XmlLimits limits) {
        this.limits = limits;
    }

    /** Other limits from the next byte on. */
    public void limits(XmlLimits limits) {
        this.limits = limits;
    }

    /** The next byte begins a new stream header (RFC 6120 §4.3.3); what is incomplete is dropped. */
    public void restart() {
        restart = true;
    }

    /** How many bytes of an incomplete stanza are held. */
    public int keptBytes() {
        return keptLength;
    }

    /** Scans {@code length} bytes; what is complete goes to the sink at once. After an error it takes nothing more. */
    public void feed(byte[] bytes, int offset, int length, Sink sink) throws XmlException {
        if (restart) {
            beginAnew();
        }
        if (state == State.CLOSED) {
            return;
        }
        try {
            scan(bytes, offset, length, sink);
        } catch (XmlException e) {
            forget();
            state = State.CLOSED;
            throw e;
        }
    }

    private void scan(byte[] bytes, int offset, int length, Sink sink) throws XmlException {
        int end = offset + length;
        start = keptLength > 0 ? offset : -1;
        for (int i = offset; i < end; i++) {
            byte b = bytes[i];
            if (b < 0 || utf8.inside()) {
                if (!utf8.accepts(b)) {
                    throw new XmlException(Kind.UNSUPPORTED_ENCODING, "bytes that are not UTF-8");
                }
            } else if (b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
                throw new XmlException(Kind.NOT_WELL_FORMED, "control character " + b);
            }
            step(b, bytes, i, sink);
            if (state == State.CLOSED) {
                return;
            }
        }
        keepFrom(bytes, end);
    }

    private void beginAnew() {
        restart = false;
        opened = false;
        declared = false;
        state = State.PROLOG;
        depth = 0;
        kept = NOTHING;
        keptLength = 0;
        utf8.reset();
    }

    private void step(byte b, byte[] bytes, int i, Sink sink) throws XmlException {
        switch (state) {
            case TEXT -> text(b);
            case VALUE -> value(b);
            case OUTSIDE, PROLOG, DECLARED -> outside(b, i);
            case LESS_THAN -> lessThan(b);
            case OPEN_NAME -> openName(b, bytes, i, sink);
            case IN_TAG -> inTag(b, bytes, i, sink);
            case ATTRIBUTE_NAME -> attributeName(b);
            case EMPTY_TAG -> emptyTag(b, bytes, i, sink);
            case CLOSE_NAME -> closeName(b, bytes, i, sink);
            case REFERENCE -> reference(b);
            case DECLARATION -> declaration(b);
            case BANG -> bang(b);
            case CDATA -> cdata(b);
            case CLOSED -> {}
        }
    }

    private void text(byte b) {
        if (b == '<') {
            state = State.LESS_THAN;
        } else if (b == '&') {
            beginReference(State.TEXT);
        }
    }

    private void value(byte b) throws XmlException {
        if (b == quote) {
            state = State.IN_TAG;
        } else if (b == '&') {
            beginReference(State.VALUE);
        } else if (b == '<') {
            throw new XmlException(Kind.NOT_WELL_FORMED, "'<' in an attribute value");
        }
    }

    private void outside(byte b, int i) throws XmlException {
        if (b == '<') {
            start = i;
            declared = state == State.DECLARED;
            state = State.LESS_THAN;
        } else if (!isSpace(b)) {
            throw new XmlException(
                    depth == 0 ? Kind.NOT_WELL_FORMED : Kind.BAD_FORMAT, "characters outside of an element");
        }
    }

    private void lessThan(byte b) throws XmlException {
        switch (b) {
            case '/' -> {
                if (depth == 0) {
                    throw new XmlException(Kind.NOT_WELL_FORMED, "a closing tag before the stream header");
                }
                matched = 0;
                state = State.CLOSE_NAME;
            }
            case '!' -> {
                matched = 0;
                state = State.BANG;
            }
            case '?' -> {
                if (depth > 0 || declared) {
                    throw new XmlException(Kind.RESTRICTED_XML, "a processing instruction");
                }
                small.setLength(0);
                state = State.DECLARATION;
            }
            default -> {
                if (!startsName(b)) {
                    throw new XmlException(Kind.NOT_WELL_FORMED, "'<' without a name");
                }
                open();
            }
        }
    }

    private void open() throws XmlException {
        depth++;
        if (depth - 1 > limits.depth()) {
            throw new XmlException(Kind.TOO_LARGE, "elements nested deeper than " + limits.depth());
        }
        attributes = 0;
        nameLength = 1;
        state = State.OPEN_NAME;
    }

    private void openName(byte b, byte[] bytes, int i, Sink sink) throws XmlException {
        if (isSpace(b)) {
            rememberRoot(bytes, i);
            state = State.IN_TAG;
        } else if (b == '/') {
            rememberRoot(bytes, i);
            state = State.EMPTY_TAG;
        } else if (b == '>') {
            rememberRoot(bytes, i);
            tagOpened(bytes, i, sink);
        } else {
            countName(b);
        }
    }

    private void rememberRoot(byte[] bytes, int i) throws XmlException {
        if (depth == 1) {
            byte[] tag = piece(bytes, i);
            byte[] name = Arrays.copyOfRange(tag, 1, tag.length);
            root = Arrays.equals(name, USUAL_ROOT) ? USUAL_ROOT : name;
        }
    }

    private void inTag(byte b, byte[] bytes, int i, Sink sink) throws XmlException {
        switch (b) {
            case '>' -> tagOpened(bytes, i, sink);
            case '/' -> state = State.EMPTY_TAG;
            case '\'', '"' -> {
                quote = b;
                state = State.VALUE;
            }
            case ' ', '\t', '\r', '\n', '=' -> {}
            default -> {
                if (!startsName(b)) {
                    throw new XmlException(Kind.NOT_WELL_FORMED, "an attribute without a name");
                }
                if (++attributes > limits.attributes()) {
                    throw new XmlException(Kind.TOO_LARGE, "more than " + limits.attributes() + " attributes");
                }
                nameLength = 1;
                state = State.ATTRIBUTE_NAME;
            }
        }
    }

    private void attributeName(byte b) throws XmlException {
        if (b == '=' || isSpace(b)) {
            state = State.IN_TAG;
        } else {
            countName(b);
        }
    }

    private void countName(byte b) throws XmlException {
        if (b == '<' || b == '>' || b == '"' || b == '\'' || b == '&') {
            throw new XmlException(Kind.NOT_WELL_FORMED, "'" + (char) b + "' in a name");
        }
        if (++nameLength > limits.nameLength()) {
            throw new XmlException(Kind.TOO_LARGE, "a name longer than " + limits.nameLength() + " bytes");
        }
    }

    private void emptyTag(byte b, byte[] bytes, int i, Sink sink) throws XmlException {
        if (b != '>') {
            throw new XmlException(Kind.NOT_WELL_FORMED, "'/' inside a tag");
        }
        if (depth == 1) {
            tagOpened(bytes, i, sink);
            closed(sink);
        } else {
            elementEnded(bytes, i, sink);
        }
    }

    private void tagOpened(byte[] bytes, int i, Sink sink) throws XmlException {
        if (depth > 1) {
            state = State.TEXT;
            return;
        }
        byte[] header = piece(bytes, i + 1);
        opened = true;
        forget();
        state = State.OUTSIDE;
        sink.streamOpened(header);
    }

    private void closeName(byte b, byte[] bytes, int i, Sink sink) throws XmlException {
        if (b != '>') {
            boolean trailing = isSpace(b) && matched == root.length;
            if (depth == 1 && !trailing && (matched >= root.length || root[matched++] != b)) {
                throw new XmlException(Kind.NOT_WELL_FORMED, "a closing tag that does not match");
            }
            return;
        }
        if (depth > 1) {
            elementEnded(bytes, i, sink);
        } else if (matched == root.length) {
            closed(sink);
        } else {
            throw new XmlException(Kind.NOT_WELL_FORMED, "a closing tag that does not match");
        }
    }

    private void elementEnded(byte[] bytes, int i, Sink sink) throws XmlException {
        depth--;
        if (depth > 1) {
            state = State.TEXT;
            return;
        }
        byte[] stanza = piece(bytes, i + 1);
        forget();
        state = State.OUTSIDE;
        sink.stanza(stanza);
    }

    private void closed(Sink sink) {
        forget();
        state = State.CLOSED;
        sink.streamClosed();
    }

    private void declaration(byte b) throws XmlException {
        if (b != '>') {
            small.append((char) b);
            if (small.length() > LONGEST_DECLARATION) {
                throw new XmlException(Kind.NOT_WELL_FORMED, "an XML declaration that does not end");
            }
            return;
        }
        XmlDeclaration.check(small.toString());
        small.setLength(0);
        forget();
        state = State.DECLARED;
    }

    private void bang(byte b) throws XmlException {
        if (depth < 2 || b != CDATA_OPEN[matched]) {
            throw new XmlException(Kind.RESTRICTED_XML, "a comment or a document type declaration");
        }
        if (++matched == CDATA_OPEN.length) {
            matched = 0;
            state = State.CDATA;
        }
    }

    private void cdata(byte b) {
        if (b == ']') {
            matched = Math.min(matched + 1, 2);
        } else if (b == '>' && matched == 2) {
            state = State.TEXT;
        } else {
            matched = 0;
        }
    }

    private void beginReference(State after) {
        afterReference = after;
        small.setLength(0);
        state = State.REFERENCE;
    }

    private void reference(byte b) throws XmlException {
        if (b != ';') {
            small.append((char) b);
            if (small.length() > LONGEST_REFERENCE || isSpace(b) || b == '<' || b == '&') {
                throw new XmlException(
                        startsName((byte) small.charAt(0)) && small.length() > LONGEST_REFERENCE
                                ? Kind.RESTRICTED_XML
                                : Kind.NOT_WELL_FORMED,
                        "'&' that does not begin a known reference");
            }
            return;
        }
        String name = small.toString();
        switch (name) {
            case "lt", "gt", "amp", "apos", "quot" -> {}
            default -> {
                if (name.isEmpty()) {
                    throw new XmlException(Kind.NOT_WELL_FORMED, "'&' without a name");
                }
                if (name.charAt(0) != '#') {
                    throw new XmlException(Kind.RESTRICTED_XML, "the entity reference &" + name + ";");
                }
            }
        }
        state = afterReference;
    }

    /** The bytes of the piece so far, up to (not with) {@code end}. */
    private byte[] piece(byte[] bytes, int end) throws XmlException {
        int here = end - start;
        if (keptLength + here > largest()) {
            throw tooLarge();
        }
        if (keptLength == 0) {
            return Arrays.copyOfRange(bytes, start, end);
        }
        byte[] whole = Arrays.copyOf(kept, keptLength + here);
        System.arraycopy(bytes, start, whole, keptLength, here);
        return whole;
    }

    private void forget() {
        kept = NOTHING;
        keptLength = 0;
        start = -1;
    }

    private void keepFrom(byte[] bytes, int end) throws XmlException {
        if (start < 0) {
            return;
        }
        int here = end - start;
        if (keptLength + here > largest()) {
            throw tooLarge();
        }
        if (keptLength + here > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(largest(), Math.max(keptLength + here, 2 * keptLength)));
        }
        System.arraycopy(bytes, start, kept, keptLength, here);
        keptLength += here;
        start = -1;
    }

    private int largest() {
        return opened ? limits.bytes() : Math.min(limits.bytes(), LARGEST_HEADER);
    }

    private XmlException tooLarge() {
        return new XmlException(Kind.TOO_LARGE, "more than " + largest() + " bytes in one piece");
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean startsName(byte b) {
        return b < 0 || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == ':';
    }
}
