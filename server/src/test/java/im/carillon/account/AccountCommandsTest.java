package im.carillon.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import im.carillon.command.CommandException;
import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.command.Failure;
import im.carillon.testkit.Commands;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator does with accounts, and what their users notice. */
class AccountCommandsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void anAccountThatWasAddedCanLogIn() throws IOException {
        CommandResult result = run("user add", "address", "anna@localhost", "password", "first");
        assertThat(result.message()).contains("The account anna@localhost is made.");
        assertThat(canLogIn("anna", "first")).isTrue();

        refused(Failure.CONFLICT, "user add", "address", "anna@localhost", "password", "second");
        refused(Failure.REFUSED, "user add", "address", "anna@elsewhere.example", "password", "x");
        refused(Failure.REFUSED, "user add", "address", "bea@localhost", "password", "");
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOld() throws IOException {
        SERVER.account("boris");
        try (RawClient boris = SERVER.login("boris", "phone")) {
            run("user passwd", "address", "boris@localhost", "password", "fresh");
            assertThat(boris.awaitEnd().orElseThrow().firstChild().orElseThrow().name())
                    .isEqualTo("not-authorized");
        }
        assertThat(canLogIn("boris", "boris")).isFalse();
        assertThat(canLogIn("boris", "fresh")).isTrue();
        refused(Failure.NOT_FOUND, "user passwd", "address", "nobody@localhost", "password", "x");
    }

    @Test
    void aDisabledAccountIsRefusedUntilItIsEnabled() throws IOException {
        SERVER.account("clara");
        try (RawClient clara = SERVER.login("clara", "phone")) {
            run("user disable", "address", "clara@localhost");
            clara.awaitEnd();
        }
        assertThat(canLogIn("clara", "clara")).isFalse();
        assertThat(show("clara@localhost")).containsEntry("enabled", Datum.of(false));
        run("user enable", "address", "clara@localhost");
        assertThat(canLogIn("clara", "clara")).isTrue();
    }

    @Test
    void aDeletedAccountIsGone() throws IOException {
        SERVER.account("doris");
        run("user delete", "address", "doris@localhost");
        assertThat(canLogIn("doris", "doris")).isFalse();
        refused(Failure.NOT_FOUND, "user show", "address", "doris@localhost");
        refused(Failure.NOT_FOUND, "user delete", "address", "doris@localhost");
    }

    @Test
    void accountsAreListedInPages() {
        for (String name : List.of("list-a", "list-b", "list-c")) {
            SERVER.account(name);
        }
        CommandResult page = run("user list", "after", "list-@localhost", "limit", "2");
        assertThat(addresses(page)).containsExactly("list-a@localhost", "list-b@localhost");
        assertThat(page.message()).contains("There are more: --after and --limit show them.");
        assertThat(addresses(run("user list", "host", "localhost"))).contains("list-a@localhost", "list-c@localhost");
        refused(Failure.NOT_FOUND, "user list", "host", "elsewhere.example");
    }

    @Test
    void anAccountIsShownWithItsKeysAndSessions() throws IOException {
        SERVER.account("admin");
        try (RawClient admin = SERVER.login("admin", "phone")) {
            assertThat(show("admin@localhost"))
                    .containsEntry("administrator", Datum.of(true))
                    .containsEntry("sessions", Datum.of(1))
                    .containsEntry(
                            "password_kept_as",
                            Datum.of(List.of(
                                    "SCRAM-SHA-1 (4096 iterations)",
                                    "SCRAM-SHA-256 (4096 iterations)",
                                    "SCRAM-SHA-512 (4096 iterations)")));
            admin.leave();
        }
    }

    private static boolean canLogIn(String name, String password) throws IOException {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate(name, password);
            return true;
        } catch (AssertionError refused) {
            return false;
        }
    }

    private static Map<String, Datum> show(String address) {
        return run("user show", "address", address).data();
    }

    private static List<String> addresses(CommandResult result) {
        return result.table().orElseThrow().rows().stream()
                .map(row -> row.getFirst().shown())
                .toList();
    }

    private static CommandResult run(String words, String... arguments) {
        Map<String, String> given = arguments.length == 2
                ? Map.of(arguments[0], arguments[1])
                : Map.of(arguments[0], arguments[1], arguments[2], arguments[3]);
        return Commands.of(SERVER).run(words, given);
    }

    private static void refused(Failure failure, String words, String... arguments) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(words, arguments))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
    }
}
