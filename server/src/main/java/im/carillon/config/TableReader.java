package im.carillon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of one table, and notes for {@code config show} what each of them became. */
final class TableReader {

    private final String path;
    private final Map<String, Raw.Entry> entries;
    private final Bases bases;
    private final Problems problems;
    private final List<ConfigValue> values;

    /** {@code path} is the name of the table, with a number where the table is repeated. */
    TableReader(String path, Map<String, Raw.Entry> entries, Bases bases, Problems problems, List<ConfigValue> values) {
        this.path = path;
        this.entries = entries;
        this.bases = bases;
        this.problems = problems;
        this.values = values;
    }

    boolean isSet(ConfigKey<?> key) {
        return entries.containsKey(key.name());
    }

    /** Where a key is set. */
    Optional<ConfigSource> source(ConfigKey<?> key) {
        return Optional.ofNullable(entries.get(key.name())).map(Raw.Entry::key);
    }

    /** The value of a key that has a default; the default also where the value is wrong. */
    <T> T get(ConfigKey<T> key) {
        return find(key)
                .or(() -> key.fallback().map(value -> key.type().resolve(value, bases)))
                .orElseThrow(() -> new IllegalArgumentException(key.path() + " has no default"));
    }

    /** The value or default of a key; empty where there is neither, or the value is wrong. */
    <T> Optional<T> find(ConfigKey<T> key) {
        Raw.Entry entry = entries.get(key.name());
        Optional<T> value = entry == null ? key.fallback() : key.type().read(entry.value(), new Reading(key, problems));
        Optional<T> resolved = value.map(found -> key.type().resolve(found, bases));
        note(key, resolved.map(key.type()::show), source(key));
        return resolved;
    }

    /** A secret, from its key or from the file that the key's other name tells. */
    Optional<String> findSecret(ConfigKey<String> key) {
        Raw.Entry inFile = entries.get(key.fileName());
        if (inFile == null) {
            return find(key);
        }
        if (isSet(key)) {
            problems.add(inFile.key(), key.path() + " and " + key.table() + "." + key.fileName() + " are both set");
        }
        ConfigKey<Path> fileKey =
                ConfigKey.optional(key.table(), key.fileName(), ValueTypes.pathBesideConfig(), key.documentation());
        Optional<String> value = fileKey.type()
                .read(inFile.value(), new Reading(fileKey, problems))
                .flatMap(file -> firstLine(fileKey.type().resolve(file, bases), inFile, fileKey));
        note(key, value, Optional.of(inFile.key()));
        return value;
    }

    private Optional<String> firstLine(Path file, Raw.Entry entry, ConfigKey<Path> key) {
        try {
            return Optional.of(Files.readString(file).lines().findFirst().orElse(""));
        } catch (IOException e) {
            problems.add(entry.value().source(), key.path() + ": " + file + " cannot be read: " + TomlFile.reason(e));
            return Optional.empty();
        }
    }

    private void note(ConfigKey<?> key, Optional<String> shown, Optional<ConfigSource> source) {
        String name = path.isEmpty() ? key.name() : path + "." + key.name();
        values.add(new ConfigValue(name, key, key.secret() ? shown.map(secret -> "(hidden)") : shown, source));
    }
}
