package im.carillon.transport;

/** Who can read along on a connection, and whether that can change. */
public enum Protection {
    /** In the clear; STARTTLS can change that (RFC 6120 §5). */
    OPEN,
    /** In the clear for good, as on a transport that knows no STARTTLS. */
    CLEAR,
    /** Nobody reads along, but no TLS ends here: a proxy has ended it, or all this is within one machine. */
    SHIELDED,
    /** TLS that ends here, to which a login can be bound. */
    TLS;

    public boolean isSecure() {
        return this == SHIELDED || this == TLS;
    }
}
