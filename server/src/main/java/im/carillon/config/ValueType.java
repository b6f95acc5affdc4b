package im.carillon.config;

import java.util.Optional;

/**
 * What a key may hold: how it is written, read and shown. The kinds there are stand in
 * {@link ValueTypes}.
 */
public interface ValueType<T> {

    /** What a value must be, to follow "expected": {@code an integer from 1 to 65535}. */
    String expected();

    /** Reads the value, or tells the reader what is wrong with it and answers nothing. */
    Optional<T> read(Raw raw, Reading reading);

    /** The value as it is written in a file. */
    String show(T value);

    /** Makes a relative path absolute; other values are what they are. */
    default T resolve(T value, Bases bases) {
        return value;
    }
}
