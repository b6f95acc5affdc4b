package im.carillon.command;

import java.util.Arrays;
import java.util.Optional;

/** Why a command did not do what it was asked to; each kind has its exit code. */
public enum Failure {
    /** The command does not exist or was called wrongly. */
    USAGE("usage", 2),
    /** What it names is not there. */
    NOT_FOUND("not-found", 3),
    /** What it would make is there already, or changed meanwhile. */
    CONFLICT("conflict", 4),
    /** It is understood and not allowed. */
    REFUSED("refused", 5),
    /** The server is not running; {@code EX_UNAVAILABLE} of sysexits. */
    UNAVAILABLE("unavailable", 69),
    /** Our fault; {@code EX_SOFTWARE} of sysexits. */
    INTERNAL("internal", 70);

    private final String word;
    private final int exitCode;

    Failure(String word, int exitCode) {
        this.word = word;
        this.exitCode = exitCode;
    }

    /** The kind in JSON. */
    public String word() {
        return word;
    }

    public int exitCode() {
        return exitCode;
    }

    public static Optional<Failure> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
