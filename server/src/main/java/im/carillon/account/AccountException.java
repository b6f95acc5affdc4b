package im.carillon.account;

import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;

/** An account could not be made or changed; the message says why, for the administrator or user. */
public final class AccountException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Reason {
        EXISTS,
        NOT_FOUND,
        NOT_SERVED,
        PASSWORD_NOT_ALLOWED
    }

    private final Reason reason;

    public AccountException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** For whoever asked in a stanza. */
    public StanzaException toStanzaException() {
        return new StanzaException(
                switch (reason) {
                    case EXISTS -> ErrorCondition.CONFLICT;
                    case NOT_FOUND -> ErrorCondition.ITEM_NOT_FOUND;
                    case NOT_SERVED -> ErrorCondition.NOT_ALLOWED;
                    case PASSWORD_NOT_ALLOWED -> ErrorCondition.NOT_ACCEPTABLE;
                },
                String.valueOf(getMessage()));
    }
}
