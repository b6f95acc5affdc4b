package im.carillon.ctl;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the control socket that the configuration names.
 *
 * <p>Two keys are looked for by a plain scan of the lines, not by the TOML parser: that takes ten times
 * as long as everything else a command does, and a configuration with a mistake in it must not keep the
 * administrator from the running server. What the scan cannot see, such as a path from the environment,
 * can be given with {@code --socket}.
 */
final class SocketLocation {

    private static final Pattern HEADER = Pattern.compile("\\s*\\[+\\s*([^]\\s]*)\\s*]+\\s*(?:#.*)?");
    private static final Pattern KEY =
            Pattern.compile("\\s*([a-z_.]+)\\s*=\\s*(?:\"([^\"\\\\]*)\"|'([^']*)')\\s*(?:#.*)?");

    private Optional<String> data = Optional.empty();
    private Optional<String> socket = Optional.empty();

    private SocketLocation() {}

    static Path of(Options options) throws IOException {
        if (options.socket().isPresent()) {
            return options.socket().get();
        }
        Path config = options.config().toAbsolutePath();
        SocketLocation location = new SocketLocation();
        for (Path file : files(config)) {
            location.scan(Files.readAllLines(file));
        }
        Path directory = config.resolveSibling(location.data.orElse("/var/lib/carillon"));
        return options.data()
                .map(Path::toAbsolutePath)
                .orElse(directory)
                .resolve(location.socket.orElse("control.sock"))
                .normalize();
    }

    private static List<Path> files(Path config) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isReadable(config)) {
            files.add(config);
        }
        Path more = config.resolveSibling("conf.d");
        if (Files.isReadable(more)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(more, "*.toml")) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    private void scan(List<String> lines) {
        String table = "";
        for (String line : lines) {
            Matcher header = HEADER.matcher(line);
            Matcher key = KEY.matcher(line);
            if (header.matches()) {
                table = header.group(1) + ".";
            } else if (key.matches()) {
                String value = Optional.ofNullable(key.group(2)).orElse(key.group(3));
                set(table + key.group(1), value);
            }
        }
    }

    private void set(String path, String value) {
        switch (path) {
            case "data" -> data = Optional.of(value);
            case "control.socket" -> socket = Optional.of(value);
            default -> {
                // not about the socket
            }
        }
    }
}
