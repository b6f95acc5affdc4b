package im.carillon.jid;

/** A string that is no XMPP address (RFC 7622); stanzas with one get {@code jid-malformed}. */
public final class InvalidJidException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidJidException(String message) {
        super(message);
    }
}
