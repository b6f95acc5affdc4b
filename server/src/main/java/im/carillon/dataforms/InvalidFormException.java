package im.carillon.dataforms;

/** A form was not filled in as it must be; the message says what is wrong, for whoever filled it in. */
public final class InvalidFormException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidFormException(String message) {
        super(message, null, false, false);
    }
}
