package im.carillon.ctl;

import im.carillon.command.Caller;
import im.carillon.command.CertificatesCheck;
import im.carillon.command.Check;
import im.carillon.command.CheckCommand;
import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandRequest;
import im.carillon.command.CommandResult;
import im.carillon.command.ConfigCommands;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.command.PortsCheck;
import im.carillon.command.SafetyCheck;
import java.io.BufferedReader;
import java.io.Reader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The commands that need no server. */
final class LocalCommands {

    private static final Parameter<Path> FILE = Parameter.optionalPositional(
            "file", ParameterType.of("FILE", Path::of), "The file to check, the one of --config where not given.");

    private final Options options;

    LocalCommands(Options options) {
        this.options = options;
    }

    /** Always run here, since the file may not be the server's. */
    Command validate() {
        return Command.named("config validate")
                .summary("Checks the configuration files without taking them up.")
                .takes(FILE)
                .runs(this::validate);
    }

    private CommandResult validate(CommandInvocation invocation) {
        Path file = invocation.find(FILE).orElse(options.config());
        return new ConfigCommands(new FileConfig(file, options.data())).validate();
    }

    /** Run here while no server answers. */
    List<Command> withoutServer() {
        FileConfig config = new FileConfig(options.config(), options.data());
        Set<Check> checks =
                Set.of(new SafetyCheck(), new CertificatesCheck(InstantSource.system()), PortsCheck.beforeStart());
        List<Command> commands = new ArrayList<>(new ConfigCommands(config).commands());
        commands.removeIf(command -> command.name().equals("config validate"));
        commands.addAll(new CheckCommand(config, checks).commands());
        return commands;
    }

    static CommandResult run(Command command, CommandCall call) {
        Caller caller = new Caller(System.getProperty("user.name"), "command line");
        BufferedReader nothing = new BufferedReader(Reader.nullReader());
        try {
            return command.run(new CommandRequest(call.command().words(), call.arguments(), nothing, caller));
        } catch (CommandException e) {
            throw e;
        } catch (Exception e) {
            throw CommandException.internal(e.toString());
        }
    }
}
