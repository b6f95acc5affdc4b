package im.carillon.command.control;

import im.carillon.command.CommandDescriptor;
import im.carillon.command.CommandException;
import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.command.Failure;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What requests and answers look like as data. */
public final class Messages {

    private Messages() {}

    /** Asks what commands there are. */
    public static Datum.Fields describe() {
        return fields("describe", true);
    }

    static boolean isDescribe(Datum.Fields request) {
        return request.flag("describe");
    }

    /** Asks to run a command. */
    public static Datum.Fields request(List<String> words, Map<String, String> arguments) {
        return fields("command", words, "arguments", arguments);
    }

    static List<String> words(Datum.Fields request) {
        return texts(request, "command");
    }

    static Map<String, String> arguments(Datum.Fields request) {
        Map<String, String> arguments = new LinkedHashMap<>();
        if (request.find("arguments").orElseGet(Datum.None::new) instanceof Datum.Fields given) {
            given.values().forEach((name, value) -> arguments.put(name, text(name, value)));
        }
        return arguments;
    }

    private static String text(String name, Datum value) {
        return switch (value) {
            case Datum.Text text -> text.value();
            case Datum.Flag flag -> Boolean.toString(flag.value());
            case Datum.Whole whole -> whole.shown();
            default -> throw CommandException.usage(name + ": expected text");
        };
    }

    /** The commands there are. */
    static Datum.Fields descriptors(Collection<CommandDescriptor> commands) {
        return fields("commands", commands.stream().map(Messages::descriptor).toList());
    }

    private static Datum.Fields descriptor(CommandDescriptor command) {
        return fields(
                "words", command.words(),
                "summary", command.summary(),
                "details", command.details(),
                "parameters",
                        command.parameters().stream().map(Messages::parameter).toList(),
                "input", command.input(),
                "warning", command.warning());
    }

    private static Datum.Fields parameter(Parameter<?> parameter) {
        return fields(
                "name", parameter.name(),
                "kind", parameter.kind().name().toLowerCase(Locale.ROOT),
                "type", parameter.type().name(),
                "choices", parameter.type().choices(),
                "required", parameter.required(),
                "secret", parameter.secret(),
                "documentation", parameter.documentation());
    }

    /** The commands in an answer; their values are checked by the server alone. */
    public static List<CommandDescriptor> descriptors(Datum.Fields answer) {
        List<CommandDescriptor> commands = new ArrayList<>();
        for (Datum.Fields command : objects(answer, "commands")) {
            List<Parameter<?>> parameters = new ArrayList<>();
            objects(command, "parameters").forEach(parameter -> parameters.add(parameter(parameter)));
            commands.add(new CommandDescriptor(
                    texts(command, "words"),
                    command.text("summary").orElse(""),
                    command.text("details").orElse(""),
                    parameters,
                    command.text("input"),
                    command.text("warning")));
        }
        return commands;
    }

    private static Parameter<String> parameter(Datum.Fields parameter) {
        return new Parameter<>(
                parameter.text("name").orElse(""),
                Parameter.Kind.valueOf(parameter.text("kind").orElse("").toUpperCase(Locale.ROOT)),
                new ParameterType<>(parameter.text("type").orElse(""), texts(parameter, "choices"), text -> text),
                parameter.flag("required"),
                parameter.flag("secret"),
                parameter.text("documentation").orElse(""));
    }

    static Datum.Fields result(CommandResult result) {
        return fields(
                "data", result.data(),
                "columns", result.table().map(CommandResult.Table::columns),
                "rows",
                        result.table()
                                .map(table -> table.rows().stream()
                                        .map(Datum.Items::new)
                                        .toList()),
                "message", result.message(),
                "exit", result.exitCode());
    }

    static Datum.Fields failure(CommandException failure) {
        return fields("error", error(failure));
    }

    /** A failure as data, also the form of {@code --json}. */
    public static Datum.Fields error(CommandException failure) {
        return fields("kind", failure.failure().word(), "message", String.valueOf(failure.getMessage()));
    }

    /** The result in an answer; a failure in it is thrown. */
    public static CommandResult result(Datum.Fields answer) {
        if (answer.find("error").orElseGet(Datum.None::new) instanceof Datum.Fields error) {
            Failure failure = error.text("kind").flatMap(Failure::ofWord).orElse(Failure.INTERNAL);
            throw new CommandException(failure, error.text("message").orElse(""));
        }
        Map<String, Datum> data = answer.find("data").orElseGet(Datum.None::new) instanceof Datum.Fields found
                ? found.values()
                : Map.of();
        Optional<CommandResult.Table> table = answer.find("columns")
                .filter(Datum.Items.class::isInstance)
                .map(columns -> new CommandResult.Table(texts(answer, "columns"), rows(answer)));
        int exit = answer.find("exit").orElseGet(Datum.None::new) instanceof Datum.Whole code
                ? Math.toIntExact(code.value())
                : 0;
        return new CommandResult(data, table, answer.text("message"), exit);
    }

    private static List<List<Datum>> rows(Datum.Fields answer) {
        List<List<Datum>> rows = new ArrayList<>();
        for (Datum row : answer.items("rows")) {
            rows.add(row instanceof Datum.Items cells ? cells.values() : List.of());
        }
        return rows;
    }

    private static List<String> texts(Datum.Fields fields, String name) {
        return fields.items(name).stream().map(Datum::shown).toList();
    }

    private static List<Datum.Fields> objects(Datum.Fields fields, String name) {
        return fields.items(name).stream()
                .filter(Datum.Fields.class::isInstance)
                .map(Datum.Fields.class::cast)
                .toList();
    }

    private static Datum.Fields fields(Object... namesAndValues) {
        Map<String, Datum> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(String.valueOf(namesAndValues[i]), Datum.of(namesAndValues[i + 1]));
        }
        return new Datum.Fields(values);
    }
}
