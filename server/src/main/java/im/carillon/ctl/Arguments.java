package im.carillon.ctl;

import im.carillon.command.CommandException;
import im.carillon.command.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a command takes and does not stand on its line: secrets, a file, a yes. */
final class Arguments {

    private final CommandCall call;
    private final Options options;
    private final Terminal terminal;

    Arguments(CommandCall call, Options options, Terminal terminal) {
        this.call = call;
        this.options = options;
        this.terminal = terminal;
    }

    /** Asks before something is destroyed. */
    void confirm() {
        Optional<String> warning = call.command().warning();
        if (warning.isEmpty() || options.yes()) {
            return;
        }
        String answer = terminal.ask(warning.get() + " Go on? [y/N] ")
                .orElseThrow(() -> CommandException.usage(
                        warning.get() + " Nobody is there to be asked; give --yes if that is meant."));
        if (!answer.strip().equalsIgnoreCase("y") && !answer.strip().equalsIgnoreCase("yes")) {
            throw CommandException.refused("Nothing was done.");
        }
    }

    Map<String, String> withSecrets() throws IOException {
        Map<String, String> complete = new LinkedHashMap<>(call.arguments());
        for (Parameter<?> parameter : call.command().parameters()) {
            boolean piped = call.secretsFromInput().contains(parameter.name());
            if (parameter.secret() && (parameter.required() || piped)) {
                complete.put(parameter.name(), piped ? line() : asked(parameter));
            }
        }
        return complete;
    }

    private String asked(Parameter<?> parameter) {
        String label = Character.toUpperCase(parameter.name().charAt(0))
                + parameter.name().substring(1).replace('-', ' ');
        String first = terminal.askSecret(label + ": ")
                .orElseThrow(() -> CommandException.usage("Nobody is there to be asked for the "
                        + parameter.name().replace('-', ' ') + "; give --" + parameter.name() + "-stdin."));
        String second = terminal.askSecret("The same again: ").orElse("");
        if (!first.equals(second)) {
            throw CommandException.usage("These were not the same.");
        }
        return first;
    }

    /** One line of standard input and nothing behind it, which may be another secret. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = terminal.in().read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = terminal.in().read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** The text that the command reads. */
    InputStream input() throws IOException {
        if (call.input().isEmpty()) {
            return InputStream.nullInputStream();
        }
        String file = call.input().get();
        if (file.equals("-")) {
            return terminal.in();
        }
        try {
            return Files.newInputStream(Path.of(file));
        } catch (NoSuchFileException e) {
            throw CommandException.notFound("There is no file " + file + ".");
        }
    }
}
