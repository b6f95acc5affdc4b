package im.carillon.config;

import java.nio.file.Path;

/**
 * The administrator's way in.
 *
 * @param socket the Unix socket that {@code carillonctl} talks to
 */
public record ControlConfig(Path socket) {}
