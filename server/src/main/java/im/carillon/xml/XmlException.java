package im.carillon.xml;

/** The peer sent XML that cannot be accepted; the stream it came on cannot go on. */
public final class XmlException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, in the terms of RFC 6120 §4.9.3. */
    public enum Kind {
        /** RFC 6120 §4.9.3.13. */
        NOT_WELL_FORMED,
        /** Comments, processing instructions, DTDs, entities (RFC 6120 §11.1). */
        RESTRICTED_XML,
        /** A prefix that was not declared (RFC 6120 §4.9.3.2). */
        BAD_NAMESPACE_PREFIX,
        /** Bytes that are not UTF-8 (RFC 6120 §4.9.3.22, §11.6). */
        UNSUPPORTED_ENCODING,
        /** Well-formed but not usable where it stands (RFC 6120 §4.9.3.1). */
        BAD_FORMAT,
        /** Larger or deeper than this server accepts (RFC 6120 §4.9.3.14). */
        TOO_LARGE
    }

    private final Kind kind;

    public XmlException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
