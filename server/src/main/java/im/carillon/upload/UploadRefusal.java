package im.carillon.upload;

/** An upload that is not taken, with the reason for the user. Cheap to throw: it has no stack trace. */
public final class UploadRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No slot of this server, or not for this. */
        FORBIDDEN,
        /** The slot was good, and its time is over. */
        EXPIRED,
        /** The slot has been used, or is being used. */
        USED,
        /** The account has no room left. */
        QUOTA,
        /** The disk has no room left. */
        FULL,
        /** Something that passes. */
        UNAVAILABLE
    }

    private final Reason reason;

    UploadRefusal(Reason reason, String text) {
        super(text, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
