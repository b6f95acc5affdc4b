package im.carillon.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import im.carillon.command.CommandException;
import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.command.Failure;
import im.carillon.testkit.Commands;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator does with archives. */
class ArchiveCommandsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""
        [archive]
        keep = "100 days"
        """);

    private static CommandResult run(String words, Map<String, String> arguments) {
        return Commands.of(SERVER).run(words, arguments);
    }

    private static void refused(Failure failure, String words, Map<String, String> arguments) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(words, arguments))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @Test
    void showsHowMuchThereIs() throws Exception {
        SERVER.account("shown");
        Map<String, String> shown = Map.of("address", "shown@localhost");
        assertThat(run("archive show", shown).data())
                .containsEntry("messages", Datum.of(0))
                .containsEntry("first", new Datum.None())
                .containsEntry("keep", Datum.of("100 days"));
        try (RawClient client = SERVER.login("sender", "s")) {
            client.send("<message to='shown@localhost' type='chat'><body>x</body></message>");
            client.drain();
        }
        assertThat(run("archive show", shown).data())
                .containsEntry("messages", Datum.of(1))
                .doesNotContainEntry("first", new Datum.None());
        refused(Failure.NOT_FOUND, "archive show", Map.of("address", "nobody@localhost"));
    }

    @Test
    void setsHowLongMessagesStay() {
        SERVER.account("kept");
        assertThat(run("archive retention", Map.of("address", "kept@localhost")).data())
                .containsEntry("keep", Datum.of("100 days"))
                .containsEntry("keep_is_own", Datum.of(false))
                .containsEntry("keep_messages", Datum.of(0));
        run("archive retention", Map.of("address", "kept@localhost", "keep", "forever", "messages", "500"));
        assertThat(run("archive retention", Map.of("address", "kept@localhost")).data())
                .containsEntry("keep", Datum.of("forever"))
                .containsEntry("keep_is_own", Datum.of(true))
                .containsEntry("keep_messages", Datum.of(500));
        run("archive retention", Map.of("address", "kept@localhost", "keep", "default"));
        assertThat(run("archive show", Map.of("address", "kept@localhost")).data())
                .containsEntry("keep", Datum.of("100 days"))
                .containsEntry("keep_messages", Datum.of(500));
        for (String odd : new String[] {"", "soon", "0 days", "10 min", "99999999 days", "-1 days"}) {
            refused(Failure.USAGE, "archive retention", Map.of("address", "kept@localhost", "keep", odd));
        }
        refused(Failure.USAGE, "archive retention", Map.of("address", "kept@localhost", "messages", "-1"));
    }

    @Test
    void whatIsYoungIsNotPurged() throws Exception {
        SERVER.account("young");
        try (RawClient client = SERVER.login("writer", "s")) {
            client.send("<message to='young@localhost' type='chat'><body>x</body></message>");
            client.drain();
        }
        assertThat(run("archive purge", Map.of("address", "young@localhost")).data())
                .containsEntry("removed", Datum.of(0));
        assertThat(run("archive purge", Map.of()).message()).contains("0 messages are removed.");
        refused(Failure.USAGE, "archive purge", Map.of("older-than", "1 day"));
    }
}
