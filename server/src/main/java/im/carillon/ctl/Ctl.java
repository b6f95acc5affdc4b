package im.carillon.ctl;

import im.carillon.command.Command;
import im.carillon.command.CommandDescriptor;
import im.carillon.command.CommandException;
import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.command.control.Json;
import im.carillon.command.control.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The client: finds out who runs a command, the server or this process, and shows the answer. */
public final class Ctl {

    private static final String VERSION = Optional.ofNullable(
                    Ctl.class.getPackage().getImplementationVersion())
            .orElse("development");

    private final Terminal terminal;

    public Ctl(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Answers the exit code. */
    public int run(List<String> arguments) {
        boolean json = arguments.contains("--json");
        try {
            return run(Options.parse(arguments, terminal));
        } catch (CommandException e) {
            return fail(e, json);
        } catch (IOException | UncheckedIOException e) {
            return fail(CommandException.internal(e.getMessage() == null ? e.toString() : e.getMessage()), json);
        }
    }

    private int fail(CommandException failure, boolean json) {
        if (json) {
            terminal.out().println(Json.pretty(new Datum.Fields(Map.of("error", Messages.error(failure)))));
        } else {
            terminal.err().println(failure.getMessage());
        }
        return failure.failure().exitCode();
    }

    private int run(Options options) throws IOException {
        if (options.version()) {
            terminal.out().println("carillonctl " + VERSION);
            return 0;
        }
        List<String> line = options.rest();
        if (line.equals(List.of("completion", "bash"))) {
            terminal.out().print(Completion.script());
            return 0;
        }
        LocalCommands local = new LocalCommands(options);
        if (!options.help()
                && CommandLine.find(List.of(local.validate().descriptor()), line)
                        .isPresent()) {
            return runHere(List.of(local.validate()), options);
        }
        Path socket = SocketLocation.of(options);
        try (Served server = new Served(ServerConnection.open(socket))) {
            if (line.equals(List.of("completion", "words"))) {
                terminal.out().println(Completion.words(commands(server, local)));
                return 0;
            }
            if (options.help() || line.isEmpty() || line.getFirst().equals("help")) {
                return help(
                        options, commands(server, local), server.connection().isPresent());
            }
            return server.connection().isPresent()
                    ? runThere(server.connection().get(), options)
                    : runWithoutServer(local, options, socket);
        }
    }

    /** Everything that can be run now. */
    private static List<CommandDescriptor> commands(Served server, LocalCommands local) throws IOException {
        List<CommandDescriptor> commands =
                new ArrayList<>(List.of(local.validate().descriptor()));
        if (server.connection().isPresent()) {
            commands.addAll(server.connection().get().commands());
        } else {
            local.withoutServer().stream().map(Command::descriptor).forEach(commands::add);
        }
        return commands.stream()
                .filter(command -> commands.stream()
                        .limit(commands.indexOf(command))
                        .noneMatch(earlier -> earlier.words().equals(command.words())))
                .toList();
    }

    private int help(Options options, List<CommandDescriptor> commands, boolean serverRuns) {
        List<String> words =
                options.rest().stream().filter(word -> !word.equals("help")).toList();
        Help help = new Help(terminal.out());
        CommandLine.find(commands, words).ifPresentOrElse(help::one, () -> help.all(commands, serverRuns));
        return 0;
    }

    private int runThere(ServerConnection server, Options options) throws IOException {
        CommandCall call = CommandLine.parse(server.commands(), options.rest());
        Arguments arguments = new Arguments(call, options, terminal);
        arguments.confirm();
        Map<String, String> complete = arguments.withSecrets();
        try (var input = arguments.input()) {
            return show(server.run(call.command().words(), complete, input), options);
        }
    }

    private int runWithoutServer(LocalCommands local, Options options, Path socket) {
        List<Command> commands = local.withoutServer();
        List<CommandDescriptor> known =
                commands.stream().map(Command::descriptor).toList();
        if (CommandLine.find(known, options.rest()).isEmpty()) {
            throw CommandException.unavailable("The server does not run: nothing answers at " + socket
                    + ". (--config, --data or --socket tell where to look.)");
        }
        return runHere(commands, options);
    }

    private int runHere(List<Command> commands, Options options) {
        CommandCall call =
                CommandLine.parse(commands.stream().map(Command::descriptor).toList(), options.rest());
        Command command = Stream.of(commands)
                .flatMap(List::stream)
                .filter(candidate -> candidate.descriptor().equals(call.command()))
                .findFirst()
                .orElseThrow(() -> CommandException.usage(
                        "There is no command " + call.command().name() + "."));
        return show(LocalCommands.run(command, call), options);
    }

    private int show(CommandResult result, Options options) {
        if (options.json()) {
            terminal.out().println(Json.pretty(result.toDatum()));
        } else {
            new TextOutput(terminal.out()).print(result);
        }
        return result.exitCode();
    }

    /** A connection to the server if there is one. */
    private record Served(Optional<ServerConnection> connection) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (connection.isPresent()) {
                connection.get().close();
            }
        }
    }
}
