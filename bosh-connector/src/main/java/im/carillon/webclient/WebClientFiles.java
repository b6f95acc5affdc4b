package im.carillon.webclient;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of the folder, kept in memory until they change on the disk. Safe for use by several threads. */
@Singleton
final class WebClientFiles {

    private static final String INDEX = "index.html";

    private final Path folder;
    private final Map<Path, StaticFile> known = new ConcurrentHashMap<>();

    @Inject
    WebClientFiles(WebClientFolder folder) {
        this.folder = folder.path().toAbsolutePath().normalize();
    }

    /** The file of a path without its first slash; a folder is its index. */
    Optional<StaticFile> find(String path) throws IOException {
        Optional<Path> inside = inside(path.isEmpty() || path.endsWith("/") ? path + INDEX : path);
        Optional<String> type =
                inside.flatMap(file -> ContentTypes.of(file.getFileName().toString()));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Path file = inside.get();
        StaticFile current = known.get(file);
        if (current == null || !current.isStill(file)) {
            current = StaticFile.read(file, type.get());
            known.put(file, current);
        }
        return Optional.of(current);
    }

    /** Neither what is hidden nor what lies outside, not even by a link. */
    private Optional<Path> inside(String path) throws IOException {
        if (path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        for (Path name : folder.relativize(file)) {
            if (name.toString().startsWith(".")) {
                return Optional.empty();
            }
        }
        return file.toRealPath().startsWith(folder.toRealPath()) ? Optional.of(file) : Optional.empty();
    }
}
