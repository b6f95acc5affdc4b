package im.carillon.config;

import java.util.Optional;

/**
 * One thing that can be set.
 *
 * @param table the table it stands in, empty for the top of the file
 * @param fallback its value where it is not set; empty when it then has none
 * @param required whether its table is useless without it
 * @param secret whether its value is never shown; such a key can also be given as
 *     {@code NAME_file}, a path to a file that holds the value
 * @param documentation one paragraph for the administrator
 */
public record ConfigKey<T>(
        String table,
        String name,
        ValueType<T> type,
        Optional<T> fallback,
        boolean required,
        boolean secret,
        String documentation) {

    static <T> ConfigKey<T> of(String table, String name, ValueType<T> type, T fallback, String documentation) {
        return new ConfigKey<>(table, name, type, Optional.of(fallback), false, false, documentation);
    }

    static <T> ConfigKey<T> required(String table, String name, ValueType<T> type, String documentation) {
        return new ConfigKey<>(table, name, type, Optional.empty(), true, false, documentation);
    }

    static <T> ConfigKey<T> optional(String table, String name, ValueType<T> type, String documentation) {
        return new ConfigKey<>(table, name, type, Optional.empty(), false, false, documentation);
    }

    static ConfigKey<String> secret(String table, String name, String documentation) {
        return new ConfigKey<>(table, name, ValueTypes.text(), Optional.empty(), false, true, documentation);
    }

    /** The key with its table, as {@code config explain} takes it: {@code limits.depth}. */
    public String path() {
        return table.isEmpty() ? name : table + "." + name;
    }

    /** The other name of a secret: of a file that holds it. */
    public String fileName() {
        return name + "_file";
    }

    /** The default as it would be written, empty where there is none. */
    public Optional<String> shownFallback() {
        return fallback.map(type::show);
    }
}
