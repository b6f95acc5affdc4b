package im.carillon.spi;

/** Whom a request is for. */
public enum IqTarget {
    /** A virtual host itself. */
    SERVER,
    /** An account, on whose behalf the server answers (RFC 6121 §8.5.2.1.3, §8.5.1). */
    ACCOUNT
}
