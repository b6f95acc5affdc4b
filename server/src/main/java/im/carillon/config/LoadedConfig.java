package im.carillon.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A configuration that has no problems, with where each of its values comes from.
 *
 * @param file the main file
 * @param files all files that were read, the main one first
 * @param values every key, in the order of the manual
 */
public record LoadedConfig(CarillonConfig config, Path file, List<Path> files, List<ConfigValue> values) {

    public LoadedConfig {
        files = List.copyOf(files);
        values = List.copyOf(values);
    }

    /** What a key is now: one value, or one for each table where the table is repeated. */
    public List<ConfigValue> values(ConfigKey<?> key) {
        return values.stream().filter(value -> value.key().equals(key)).toList();
    }
}
