package im.carillon.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.command.Command;
import im.carillon.command.CommandDescriptor;
import im.carillon.command.CommandResult;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash. */
class CompletionTest {

    @TempDir
    Path directory;

    @Test
    void commandsOptionsAndWordsAreCompleted() throws Exception {
        assertThat(complete("carillonctl", "us")).containsExactly("user");
        assertThat(complete("carillonctl", "user", "")).contains("add", "import", "--json");
        assertThat(complete("carillonctl", "--json", "user", "a")).containsExactly("add");
        assertThat(complete("carillonctl", "user", "add", "--p")).containsExactly("--password-stdin");
        assertThat(complete("carillonctl", "config", "explain", "limits.d")).containsExactly("limits.depth");
        assertThat(complete("carillonctl", "nothing", "x")).isEmpty();
    }

    @Test
    void filesAreCompletedWhereFilesAreTaken() throws Exception {
        Files.createFile(directory.resolve("accounts.csv"));

        assertThat(complete("carillonctl", "user", "import", "acc")).containsExactly("accounts.csv");
        assertThat(complete("carillonctl", "--config", "acc")).containsExactly("accounts.csv");
    }

    private List<String> complete(String... words) throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder(Completion.script());
        script.append("carillonctl() { cat <<'END'\n")
                .append(Completion.words(commands()))
                .append("\nEND\n}\nCOMP_WORDS=(");
        Stream.of(words).forEach(word -> script.append(" '").append(word).append("'"));
        script.append(" )\nCOMP_CWORD=").append(words.length - 1).append("\n_carillonctl\n");
        script.append("printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script.toString())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).isZero();
        return printed.lines().filter(line -> !line.isEmpty()).toList();
    }

    private static List<CommandDescriptor> commands() {
        Parameter<String> key = Parameter.positional(
                "key", ParameterType.choice("limits.depth", "limits.attributes", "session.conflict"), "A key.");
        return Stream.of(
                        Command.named("user add").takes(Parameter.secret("password", "The password.")),
                        Command.named("user import").reads("Accounts."),
                        Command.named("config explain").takes(key))
                .map(builder ->
                        builder.runs(invocation -> CommandResult.message("")).descriptor())
                .toList();
    }
}
