package im.carillon.ctl;

import im.carillon.command.CommandException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The options that every command has, wherever they stand, and what is left of the line without them.
 *
 * @param config the main configuration file
 * @param data the data directory, where the server was started with another than the configured one
 */
record Options(
        Path config,
        Optional<Path> data,
        Optional<Path> socket,
        boolean json,
        boolean yes,
        boolean help,
        boolean version,
        List<String> rest) {

    private static final String DEFAULT_CONFIG = "/etc/carillon/carillon.toml";

    static Options parse(List<String> arguments, Terminal terminal) {
        return new Reading(terminal).read(new ArrayDeque<>(arguments));
    }

    private static final class Reading {

        private Optional<Path> config;
        private Optional<Path> data;
        private Optional<Path> socket;
        private boolean json;
        private boolean yes;
        private boolean help;
        private boolean version;
        private final List<String> rest = new ArrayList<>();

        Reading(Terminal terminal) {
            config = terminal.variable("CARILLON_CONFIG").map(Path::of);
            data = terminal.variable("CARILLON_DATA").map(Path::of);
            socket = terminal.variable("CARILLON_SOCKET").map(Path::of);
        }

        Options read(Deque<String> arguments) {
            while (!arguments.isEmpty()) {
                String argument = arguments.remove();
                if (argument.equals("--")) {
                    rest.add(argument);
                    rest.addAll(arguments);
                    break;
                }
                take(argument, arguments);
            }
            Path file = config.orElse(Path.of(DEFAULT_CONFIG));
            return new Options(file, data, socket, json, yes, help, version, List.copyOf(rest));
        }

        private void take(String argument, Deque<String> following) {
            int equals = argument.indexOf('=');
            switch (equals < 0 ? argument : argument.substring(0, equals)) {
                case "--config" -> {
                    config = Optional.of(path(argument, following));
                    socket = Optional.empty();
                }
                case "--data" -> {
                    data = Optional.of(path(argument, following));
                    socket = Optional.empty();
                }
                case "--socket" -> socket = Optional.of(path(argument, following));
                case "--json" -> json = true;
                case "--yes", "-y" -> yes = true;
                case "--help", "-h" -> help = true;
                case "--version" -> version = true;
                default -> rest.add(argument);
            }
        }

        private static Path path(String argument, Deque<String> following) {
            int equals = argument.indexOf('=');
            if (equals >= 0) {
                return Path.of(argument.substring(equals + 1));
            }
            if (following.isEmpty()) {
                throw CommandException.usage(argument + " needs a path.");
            }
            return Path.of(following.remove());
        }
    }
}
