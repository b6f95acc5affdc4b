package im.carillon.command;

/** A command did not do what it was asked to; the message is a sentence for the administrator. */
public final class CommandException extends RuntimeException {

    private final Failure failure;

    public CommandException(Failure failure, String message) {
        super(message);
        this.failure = failure;
    }

    public static CommandException usage(String message) {
        return new CommandException(Failure.USAGE, message);
    }

    public static CommandException notFound(String message) {
        return new CommandException(Failure.NOT_FOUND, message);
    }

    public static CommandException conflict(String message) {
        return new CommandException(Failure.CONFLICT, message);
    }

    public static CommandException refused(String message) {
        return new CommandException(Failure.REFUSED, message);
    }

    public static CommandException unavailable(String message) {
        return new CommandException(Failure.UNAVAILABLE, message);
    }

    public static CommandException internal(String message) {
        return new CommandException(Failure.INTERNAL, message);
    }

    public Failure failure() {
        return failure;
    }
}
