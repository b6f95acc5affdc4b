package im.carillon.config;

import java.nio.file.Path;

/**
 * Where something was written.
 *
 * @param line counted from 1, 0 when the file as a whole is meant
 * @param column counted from 1, 0 when the file as a whole is meant
 */
public record ConfigSource(Path file, int line, int column) {

    /** The file as a whole. */
    public static ConfigSource of(Path file) {
        return new ConfigSource(file, 0, 0);
    }

    /** {@code file:line}, as editors and terminals understand it. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line;
    }
}
