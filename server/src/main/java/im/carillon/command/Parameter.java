package im.carillon.command;

/**
 * One thing a command takes; also the key under which its handler finds the value.
 *
 * @param name lower-case words with hyphens: {@code --older-than} on a command line
 * @param secret whether the value must never stand on a command line, in a log or in an answer; a
 *     client asks for it, or reads it from its standard input
 * @param documentation a sentence
 */
public record Parameter<T>(
        String name, Kind kind, ParameterType<T> type, boolean required, boolean secret, String documentation) {

    /** Where a parameter stands on a command line. */
    public enum Kind {
        /** By its place. */
        POSITIONAL,
        /** {@code --name value}. */
        OPTION,
        /** {@code --name} alone; its value is "true". */
        FLAG
    }

    public static <T> Parameter<T> positional(String name, ParameterType<T> type, String documentation) {
        return new Parameter<>(name, Kind.POSITIONAL, type, true, false, documentation);
    }

    public static <T> Parameter<T> optionalPositional(String name, ParameterType<T> type, String documentation) {
        return new Parameter<>(name, Kind.POSITIONAL, type, false, false, documentation);
    }

    public static <T> Parameter<T> option(String name, ParameterType<T> type, String documentation) {
        return new Parameter<>(name, Kind.OPTION, type, false, false, documentation);
    }

    public static <T> Parameter<T> requiredOption(String name, ParameterType<T> type, String documentation) {
        return new Parameter<>(name, Kind.OPTION, type, true, false, documentation);
    }

    public static Parameter<Boolean> flag(String name, String documentation) {
        return new Parameter<>(name, Kind.FLAG, ParameterType.FLAG, false, false, documentation);
    }

    /** A required secret: from a prompt, or from the first line of standard input with {@code --NAME-stdin}. */
    public static Parameter<String> secret(String name, String documentation) {
        return new Parameter<>(name, Kind.OPTION, ParameterType.TEXT, true, true, documentation);
    }
}
