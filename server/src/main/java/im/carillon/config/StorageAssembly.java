package im.carillon.config;

import static im.carillon.config.ConfigSchema.STORAGE_CONNECTIONS;
import static im.carillon.config.ConfigSchema.STORAGE_FILE;
import static im.carillon.config.ConfigSchema.STORAGE_PASSWORD;
import static im.carillon.config.ConfigSchema.STORAGE_TYPE;
import static im.carillon.config.ConfigSchema.STORAGE_URL;
import static im.carillon.config.ConfigSchema.STORAGE_USER;

import java.nio.file.Path;
import java.util.Optional;

/** The table {@code [storage]}, where one key says which of the others have a meaning. */
final class StorageAssembly {

    private final TableReader reader;
    private final Path file;
    private final Problems problems;

    StorageAssembly(TableReader reader, Path file, Problems problems) {
        this.reader = reader;
        this.file = file;
        this.problems = problems;
    }

    StorageConfig assemble() {
        StorageKind kind = reader.get(STORAGE_TYPE);
        Path database = reader.get(STORAGE_FILE);
        Optional<String> url = reader.find(STORAGE_URL);
        Optional<String> user = reader.find(STORAGE_USER);
        Optional<String> password = reader.findSecret(STORAGE_PASSWORD);
        int connections = reader.get(STORAGE_CONNECTIONS);
        return switch (kind) {
            case SQLITE -> {
                withoutMeaning(STORAGE_URL, kind);
                withoutMeaning(STORAGE_USER, kind);
                withoutMeaning(STORAGE_PASSWORD, kind);
                withoutMeaning(STORAGE_CONNECTIONS, kind);
                yield new StorageConfig.Sqlite(database);
            }
            case POSTGRESQL -> {
                withoutMeaning(STORAGE_FILE, kind);
                needed(STORAGE_URL);
                needed(STORAGE_USER);
                yield new StorageConfig.Postgresql(url.orElse(""), user.orElse(""), password.orElse(""), connections);
            }
        };
    }

    private void withoutMeaning(ConfigKey<?> key, StorageKind kind) {
        reader.source(key)
                .ifPresent(source -> problems.add(
                        source,
                        key.path() + " has no meaning with storage.type = "
                                + STORAGE_TYPE.type().show(kind)));
    }

    private void needed(ConfigKey<?> key) {
        if (!reader.isSet(key)) {
            problems.add(
                    reader.source(STORAGE_TYPE).orElse(ConfigSource.of(file)),
                    key.path() + " is missing: expected " + key.type().expected());
        }
    }
}
