package im.carillon.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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

    /**
     * The paths of the keys ({@code limits.depth}, {@code host.name}) whose values differ from those of an
     * earlier configuration, sorted; a host or listener that came or went counts with all its keys.
     */
    public List<String> changedFrom(LoadedConfig earlier) {
        Map<String, ConfigValue> before = new HashMap<>();
        earlier.values.forEach(value -> before.put(value.path(), value));
        TreeSet<String> changed = new TreeSet<>();
        for (ConfigValue value : values) {
            Optional<ConfigValue> old = Optional.ofNullable(before.remove(value.path()));
            if (!old.map(ConfigValue::value).equals(Optional.of(value.value()))) {
                changed.add(value.key().path());
            }
        }
        before.values().forEach(gone -> changed.add(gone.key().path()));
        // the shown values hide a secret, the record has it
        boolean storage = changed.stream().anyMatch(path -> path.startsWith("storage."));
        if (!storage && !config.storage().equals(earlier.config.storage())) {
            changed.add(ConfigSchema.STORAGE_PASSWORD.path());
        }
        return List.copyOf(changed);
    }
}
