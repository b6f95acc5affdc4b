package im.carillon.transport.relay;

/** What came of the wish to activate a transfer. */
public enum Activation {
    /** Bytes pass from now on. */
    DONE,
    /** Nobody has connected under that name. */
    UNKNOWN,
    /** Only one has. */
    ALONE,
    /** It was activated before. */
    REPEATED
}
