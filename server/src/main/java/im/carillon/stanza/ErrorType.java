package im.carillon.stanza;

import java.util.Locale;

/** What the sender can do about a stanza error (RFC 6120 §8.3.2). */
public enum ErrorType {
    AUTH,
    CANCEL,
    CONTINUE,
    MODIFY,
    WAIT;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }
}
