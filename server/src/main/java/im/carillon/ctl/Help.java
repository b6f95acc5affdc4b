package im.carillon.ctl;

import im.carillon.command.CommandDescriptor;
import im.carillon.command.Parameter;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The texts of {@code help}. */
final class Help {

    private final PrintStream out;

    Help(PrintStream out) {
        this.out = out;
    }

    void all(Collection<CommandDescriptor> commands, boolean serverRuns) {
        out.println("Usage: carillonctl COMMAND [ARGUMENTS] [OPTIONS]");
        out.println();
        out.println(serverRuns ? "Commands:" : "Commands that work while the server does not run:");
        Map<String, String> lines = new LinkedHashMap<>();
        commands.stream()
                .sorted(Comparator.comparing(CommandDescriptor::name))
                .forEach(command -> lines.put(command.name(), command.summary()));
        lines.put("completion bash", "Prints the completion script for bash.");
        lines.put("help COMMAND", "Shows what a command takes.");
        print(lines);
        out.println();
        out.println("Options:");
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--json", "Answers in JSON.");
        options.put("--yes, -y", "Does not ask before something is destroyed.");
        options.put("--config FILE", "The configuration of the server, /etc/carillon/carillon.toml where not given.");
        options.put("--data DIR", "The data directory, where the server was started with --data.");
        options.put("--socket PATH", "The control socket of the server, in place of the configured one.");
        options.put("--help, -h", "Shows this, or with a command what it takes.");
        options.put("--version", "Shows the version of carillonctl.");
        print(options);
        out.println();
        out.println("CARILLON_CONFIG, CARILLON_DATA and CARILLON_SOCKET in the environment stand for these options.");
        out.println("Exit codes: 0 done, 1 done and something is wrong, 2 wrong usage, 3 not found, 4 conflict,");
        out.println("5 refused, 69 the server does not run, 70 the server failed.");
    }

    void one(CommandDescriptor command) {
        out.println("Usage: carillonctl " + usage(command));
        out.println();
        out.println(command.summary());
        if (!command.details().isEmpty()) {
            out.println();
            out.println(command.details());
        }
        Map<String, String> lines = new LinkedHashMap<>();
        for (Parameter<?> parameter : command.parameters()) {
            lines.put(written(parameter), documentation(parameter));
        }
        command.input().ifPresent(input -> lines.put("FILE", input + " \"-\" is standard input."));
        if (!lines.isEmpty()) {
            out.println();
            print(lines);
        }
    }

    private static String usage(CommandDescriptor command) {
        StringBuilder usage = new StringBuilder(command.name());
        for (Parameter<?> parameter : command.parameters()) {
            boolean optional = !parameter.required() || parameter.secret();
            usage.append(optional ? " [" + written(parameter) + "]" : " " + written(parameter));
        }
        return usage.append(command.input().isPresent() ? " FILE" : "").toString();
    }

    private static String documentation(Parameter<?> parameter) {
        if (parameter.secret()) {
            return parameter.documentation() + " Read from standard input; asked for where this is not given.";
        }
        boolean few = !parameter.type().choices().isEmpty()
                && parameter.type().choices().size() < 8
                && parameter.kind() != Parameter.Kind.FLAG;
        return few
                ? parameter.documentation() + " One of "
                        + String.join(", ", parameter.type().choices()) + "."
                : parameter.documentation();
    }

    /** A parameter as it is written on a line. */
    static String written(Parameter<?> parameter) {
        return switch (parameter.kind()) {
            case POSITIONAL -> parameter.name().toUpperCase(Locale.ROOT);
            case FLAG -> "--" + parameter.name();
            case OPTION ->
                parameter.secret()
                        ? "--" + parameter.name() + "-stdin"
                        : "--" + parameter.name() + " " + parameter.type().name();
        };
    }

    private void print(Map<String, String> lines) {
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        lines.forEach((left, right) -> out.println("  " + left + " ".repeat(width - left.length() + 2) + right));
    }
}
