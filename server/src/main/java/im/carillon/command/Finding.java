package im.carillon.command;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param subject what was looked at, a word or two: {@code certificates}
 * @param what what is so, without a final stop
 * @param remedy what to do about it, without a final stop; empty where nothing is to be done
 */
public record Finding(Level level, String subject, String what, String remedy) {

    /** From bad to good. */
    public enum Level {
        ERROR,
        WARNING,
        OK;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding ok(String subject, String what) {
        return new Finding(Level.OK, subject, what, "");
    }

    public static Finding warning(String subject, String what, String remedy) {
        return new Finding(Level.WARNING, subject, what, remedy);
    }

    public static Finding error(String subject, String what, String remedy) {
        return new Finding(Level.ERROR, subject, what, remedy);
    }
}
