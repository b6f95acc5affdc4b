package im.carillon.config;

import java.nio.file.Path;

/**
 * What relative paths are relative to.
 *
 * @param config the directory of {@code carillon.toml}, for what the administrator puts there
 * @param data the data directory, for what the server makes
 */
record Bases(Path config, Path data) {}
