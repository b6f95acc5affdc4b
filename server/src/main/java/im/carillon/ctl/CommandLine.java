package im.carillon.ctl;

import im.carillon.command.CommandDescriptor;
import im.carillon.command.CommandException;
import im.carillon.command.Parameter;
import im.carillon.config.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a line of words against the commands there are. */
final class CommandLine {

    private static final String FROM_INPUT = "-stdin";

    private final CommandDescriptor command;
    private final Deque<Parameter<?>> places;
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final Set<String> secretsFromInput = new HashSet<>();
    private Optional<String> input = Optional.empty();

    private CommandLine(CommandDescriptor command) {
        this.command = command;
        this.places = new ArrayDeque<>(command.positional());
    }

    /** The command whose words the line begins with. */
    static Optional<CommandDescriptor> find(Collection<CommandDescriptor> commands, List<String> line) {
        return commands.stream()
                .filter(command -> line.size() >= command.words().size()
                        && line.subList(0, command.words().size()).equals(command.words()))
                .findFirst();
    }

    static CommandCall parse(Collection<CommandDescriptor> commands, List<String> line) {
        CommandDescriptor command = find(commands, line).orElseThrow(() -> unknown(commands, line));
        CommandLine reading = new CommandLine(command);
        reading.read(new ArrayDeque<>(line.subList(command.words().size(), line.size())));
        return new CommandCall(command, reading.arguments, reading.secretsFromInput, reading.input);
    }

    private void read(Deque<String> words) {
        boolean options = true;
        while (!words.isEmpty()) {
            String word = words.remove();
            if (options && word.equals("--")) {
                options = false;
            } else if (options && word.startsWith("--")) {
                option(word.substring(2), words);
            } else {
                place(word);
            }
        }
        complain();
    }

    private void option(String word, Deque<String> following) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
        if (name.endsWith(FROM_INPUT)) {
            secretsFromInput.add(secret(name.substring(0, name.length() - FROM_INPUT.length()))
                    .name());
            return;
        }
        Parameter<?> parameter = named(name);
        if (parameter.secret()) {
            throw CommandException.usage("--" + name + " is secret and does not belong on a command line: leave it out"
                    + " to be asked for it, or give --" + name + FROM_INPUT + ".");
        }
        put(
                parameter,
                parameter.kind() == Parameter.Kind.FLAG
                        ? value.orElse("true")
                        : value.orElseGet(() -> {
                            if (following.isEmpty()) {
                                throw CommandException.usage(
                                        "--" + name + " needs a value: " + parameter.documentation());
                            }
                            return following.remove();
                        }));
    }

    private Parameter<?> secret(String name) {
        return command.parameters().stream()
                .<Parameter<?>>map(parameter -> parameter)
                .filter(parameter -> parameter.secret() && parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknownOption(name + FROM_INPUT));
    }

    private Parameter<?> named(String name) {
        return command.parameters().stream()
                .<Parameter<?>>map(parameter -> parameter)
                .filter(parameter -> parameter.kind() != Parameter.Kind.POSITIONAL)
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknownOption(name));
    }

    private CommandException unknownOption(String name) {
        String hint = Nearest.to("--" + name, optionNames(command))
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
        return CommandException.usage(command.name() + " has no option --" + name + "." + hint);
    }

    /** The options of a command as they are written. */
    static List<String> optionNames(CommandDescriptor command) {
        List<String> names = new ArrayList<>();
        for (Parameter<?> parameter : command.parameters()) {
            if (parameter.kind() != Parameter.Kind.POSITIONAL) {
                names.add("--" + parameter.name() + (parameter.secret() ? FROM_INPUT : ""));
            }
        }
        return names;
    }

    private void place(String word) {
        if (!places.isEmpty()) {
            put(places.remove(), word);
        } else if (command.input().isPresent() && input.isEmpty()) {
            input = Optional.of(word);
        } else {
            throw CommandException.usage("\"" + word + "\" is more than " + command.name() + " takes.");
        }
    }

    private void put(Parameter<?> parameter, String value) {
        if (arguments.putIfAbsent(parameter.name(), value) != null) {
            throw CommandException.usage("--" + parameter.name() + " stands there twice.");
        }
    }

    private void complain() {
        for (Parameter<?> parameter : command.parameters()) {
            if (parameter.required() && !parameter.secret() && !arguments.containsKey(parameter.name())) {
                throw CommandException.usage(
                        command.name() + " needs " + Help.written(parameter) + ": " + parameter.documentation());
            }
        }
        if (command.input().isPresent() && input.isEmpty()) {
            throw CommandException.usage(command.name() + " needs FILE, or - for standard input: "
                    + command.input().get());
        }
    }

    private static CommandException unknown(Collection<CommandDescriptor> commands, List<String> line) {
        List<String> verbs = commands.stream()
                .map(CommandDescriptor::words)
                .filter(words -> words.size() > 1 && words.getFirst().equals(line.getFirst()))
                .map(words -> String.join(" ", words))
                .toList();
        String given = String.join(
                " ",
                line.stream().takeWhile(word -> !word.startsWith("-")).limit(2).toList());
        if (verbs.contains(given) || line.size() == 1 && !verbs.isEmpty()) {
            return CommandException.usage("There are: " + String.join(", ", verbs) + ".");
        }
        List<String> names = commands.stream().map(CommandDescriptor::name).toList();
        String hint = Nearest.to(given, names)
                .or(() -> Nearest.to(line.getFirst(), names))
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse(verbs.isEmpty() ? "" : " There are: " + String.join(", ", verbs) + ".");
        return CommandException.usage("There is no command \"" + given + "\"." + hint);
    }
}
