package im.carillon.command;

import java.io.BufferedReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A command being run: its arguments, checked and of their types. */
public final class CommandInvocation {

    private final Map<Parameter<?>, Object> values;
    private final BufferedReader input;
    private final Caller caller;

    private CommandInvocation(Map<Parameter<?>, Object> values, BufferedReader input, Caller caller) {
        this.values = Map.copyOf(values);
        this.input = input;
        this.caller = caller;
    }

    /** Checks a request against what the command takes. */
    static CommandInvocation of(CommandDescriptor command, CommandRequest request) {
        Map<Parameter<?>, Object> values = new HashMap<>();
        Map<String, String> left = new HashMap<>(request.arguments());
        for (Parameter<?> parameter : command.parameters()) {
            String text = left.remove(parameter.name());
            if (text != null) {
                values.put(parameter, read(parameter, text));
            } else if (parameter.required()) {
                throw CommandException.usage(
                        command.name() + " needs " + parameter.name() + ": " + parameter.documentation());
            }
        }
        left.keySet().stream().sorted().findFirst().ifPresent(name -> {
            throw CommandException.usage(command.name() + " does not take " + name + ".");
        });
        return new CommandInvocation(values, request.input(), request.caller());
    }

    private static Object read(Parameter<?> parameter, String text) {
        try {
            return parameter.type().reader().read(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(parameter.name() + ": " + e.getMessage());
        }
    }

    /** A required argument, or a flag. */
    @SuppressWarnings("unchecked") // made by this parameter's own reader
    public <T> T get(Parameter<T> parameter) {
        Object value = values.get(parameter);
        if (value == null && parameter.kind() == Parameter.Kind.FLAG) {
            return (T) Boolean.FALSE;
        }
        if (value == null) {
            throw new IllegalArgumentException("not a required parameter of this command: " + parameter.name());
        }
        return (T) value;
    }

    @SuppressWarnings("unchecked") // made by this parameter's own reader
    public <T> Optional<T> find(Parameter<T> parameter) {
        return Optional.ofNullable((T) values.get(parameter));
    }

    /**
     * The text that came with the command, read as it arrives: a command that {@link
     * Command.Builder#reads} one need not hold it in memory.
     */
    public BufferedReader input() {
        return input;
    }

    public Caller caller() {
        return caller;
    }
}
