package im.carillon.config;

import java.nio.file.Path;

/**
 * One thing that keeps the configuration from being used, in words for the administrator.
 *
 * @param line counted from 1, 0 when the file as a whole is meant
 */
public record ConfigProblem(Path file, int line, int column, String message) {

    ConfigProblem(ConfigSource source, String message) {
        this(source.file(), source.line(), source.column(), message);
    }

    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
