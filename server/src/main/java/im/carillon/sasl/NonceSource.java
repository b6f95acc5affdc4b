package im.carillon.sasl;

/** Where the server's part of a SCRAM nonce comes from. Thread-safe. */
@FunctionalInterface
public interface NonceSource {

    /** A new value of at least 128 random bits, of printable ASCII without commas (RFC 5802 §7). */
    String next();
}
