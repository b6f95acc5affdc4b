package im.carillon.command;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** {@code status}, {@code reload} and {@code stop}. */
public final class ServerCommands implements CommandSource {

    private final ServerControl server;

    @Inject
    public ServerCommands(ServerControl server) {
        this.server = server;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("status")
                        .summary("Shows the state of the server.")
                        .runs(invocation -> status()),
                Command.named("reload")
                        .summary("Takes up the configuration files as they are now.")
                        .details("A configuration with problems changes nothing: the running one is kept.")
                        .runs(invocation -> reload()),
                Command.named("stop").summary("Stops the server.").runs(invocation -> stop()));
    }

    private CommandResult status() {
        ServerStatus status = server.status();
        return CommandResult.fields()
                .field("version", status.version())
                .field("pid", status.pid())
                .field("uptime", written(status.uptime()))
                .field("uptime_seconds", status.uptime().toSeconds())
                .field("sessions", status.sessions())
                .field("hosts", status.hosts())
                .field("listeners", status.listeners())
                .build();
    }

    private static String written(Duration uptime) {
        String clock =
                String.format("%02d:%02d:%02d", uptime.toHoursPart(), uptime.toMinutesPart(), uptime.toSecondsPart());
        return switch ((int) uptime.toDays()) {
            case 0 -> clock;
            case 1 -> "1 day " + clock;
            default -> uptime.toDays() + " days " + clock;
        };
    }

    private CommandResult reload() {
        return switch (server.reload()) {
            case ReloadResult.Applied applied ->
                CommandResult.fields()
                        .field("changed", applied.changed())
                        .field("need_restart", applied.needRestart())
                        .build()
                        .withMessage(
                                applied.needRestart().isEmpty()
                                        ? "The configuration is reloaded."
                                        : "The configuration is reloaded; some keys need a restart.");
            case ReloadResult.Kept kept ->
                throw CommandException.refused(
                        kept.problems().stream().map(Object::toString).collect(Collectors.joining("\n"))
                                + "\n"
                                + (kept.problems().size() == 1
                                        ? "1 problem"
                                        : kept.problems().size() + " problems")
                                + "; the running configuration is kept.");
        };
    }

    private CommandResult stop() {
        server.stop();
        return CommandResult.message("The server is stopping.");
    }
}
