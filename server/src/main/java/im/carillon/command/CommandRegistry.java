package im.carillon.command;

import im.carillon.config.Nearest;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All administration commands there are. */
public final class CommandRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRegistry.class);

    /** Options that the command line client has for all commands. */
    private static final Set<String> RESERVED = Set.of("config", "data", "help", "json", "socket", "version", "yes");

    private final Map<String, Command> commands = new TreeMap<>();

    @Inject
    public CommandRegistry(Set<CommandSource> sources) {
        for (CommandSource source : sources) {
            source.commands().forEach(this::add);
        }
        commands.keySet().forEach(this::refuseWordsBehind);
    }

    private void add(Command command) {
        command.descriptor().parameters().stream()
                .filter(parameter -> parameter.kind() != Parameter.Kind.POSITIONAL)
                .map(Parameter::name)
                .filter(RESERVED::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "the command \"" + command.name() + "\" uses the reserved option --" + name);
                });
        if (commands.putIfAbsent(command.name(), command) != null) {
            throw new IllegalArgumentException("two commands are called \"" + command.name() + "\"");
        }
    }

    /** With both "user" and "user add", the word behind "user" could be an argument or a verb. */
    private void refuseWordsBehind(String name) {
        commands.keySet().stream()
                .filter(other -> other.startsWith(name + " "))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException(
                            "the command \"" + name + "\" hides the command \"" + other + "\"");
                });
    }

    /** In the order of their names. */
    public Collection<Command> commands() {
        return List.copyOf(commands.values());
    }

    public Optional<Command> find(List<String> words) {
        return Optional.ofNullable(commands.get(String.join(" ", words)));
    }

    /** Runs a command; whatever goes wrong is a {@link CommandException} afterwards. */
    public CommandResult run(CommandRequest request) {
        Command command = find(request.words()).orElseThrow(() -> unknown(request.words()));
        CommandInvocation invocation = CommandInvocation.of(command.descriptor(), request);
        try {
            CommandResult result = command.handler().run(invocation);
            LOG.info("{} ran \"{}\"", request.caller(), command.name());
            return result;
        } catch (CommandException e) {
            LOG.info(
                    "{} ran \"{}\": {}",
                    request.caller(),
                    command.name(),
                    e.failure().word());
            throw e;
        } catch (Exception e) {
            LOG.error("the command \"{}\" of {} failed", command.name(), request.caller(), e);
            throw CommandException.internal("The server failed; its log says more.");
        }
    }

    private CommandException unknown(List<String> words) {
        String name = String.join(" ", words);
        String hint = Nearest.to(name, commands.keySet())
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse("");
        return CommandException.usage("There is no command \"" + name + "\"." + hint);
    }
}
