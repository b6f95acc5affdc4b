package im.carillon.config;

import java.util.Optional;

/**
 * What one key is now.
 *
 * @param path the key with its table; with a number where the table is repeated: {@code host[1].name}
 * @param value as it would be written in a file, empty where the key is not set and has no default
 * @param source where it is written, empty where the default holds
 */
public record ConfigValue(String path, ConfigKey<?> key, Optional<String> value, Optional<ConfigSource> source) {}
