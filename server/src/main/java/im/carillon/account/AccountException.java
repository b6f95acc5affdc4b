package im.carillon.account;

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
}
