package im.carillon.webclient;

import im.carillon.config.HttpConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the web client's files are.
 *
 * @param path a folder that exists
 */
public record WebClientFolder(Path path) {

    private static final String NAME = "webclient";

    /** What the configuration names, else what came with the distribution, whose place its launcher tells. */
    public static Optional<WebClientFolder> find(HttpConfig config) {
        if (!config.webClient()) {
            return Optional.empty();
        }
        return config.webClientFolder()
                .or(() -> Optional.ofNullable(System.getProperty("carillon.home"))
                        .map(home -> Path.of(home).resolve(NAME)))
                .filter(Files::isDirectory)
                .map(WebClientFolder::new);
    }
}
