package im.carillon.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that stand together under one header.
 *
 * @param name the name in the header, empty for the top of the file
 * @param repeated whether there may be many, {@code [[name]]}
 */
public record ConfigTable(String name, boolean repeated, String documentation, List<ConfigKey<?>> keys) {

    public ConfigTable {
        keys = List.copyOf(keys);
    }

    /** The header as it is written in a file. */
    public String header() {
        return repeated ? "[[" + name + "]]" : "[" + name + "]";
    }

    /** Where a key of this table is, in a sentence. */
    String place() {
        return name.isEmpty() ? "at the top of the file" : "in " + header();
    }

    Optional<ConfigKey<?>> key(String keyName) {
        return keys.stream()
                .<ConfigKey<?>>map(key -> key)
                .filter(key -> key.name().equals(keyName) || isFileOf(key, keyName))
                .findFirst();
    }

    private static boolean isFileOf(ConfigKey<?> key, String keyName) {
        return key.secret() && key.fileName().equals(keyName);
    }

    /** Every name that may stand in this table. */
    List<String> names() {
        return keys.stream()
                .flatMap(key -> key.secret() ? Stream.of(key.name(), key.fileName()) : Stream.of(key.name()))
                .toList();
    }
}
