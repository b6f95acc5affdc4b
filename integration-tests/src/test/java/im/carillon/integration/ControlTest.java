package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jivesoftware.smack.sasl.SASLErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator does from the command line, and what users notice of it. */
final class ControlTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @Test
    void statusSaysWhatRunsWhere() {
        String status = control("status", "--json").orThrow();

        assertThat(status)
                .contains("\"pid\"", String.valueOf(SERVER.process().pid()))
                .contains("127.0.0.1:" + SERVER.process().configuration().ports().startTls() + " (STARTTLS)")
                .contains("127.0.0.1:" + SERVER.process().configuration().ports().directTls() + " (direct TLS)");
    }

    @Test
    void anAccountIsListedShownAndDeleted() {
        Account account = SERVER.account("juliet");
        String address = account.address().toString();

        assertThat(control("user", "list", "--json").orThrow()).contains(address);
        assertThat(control("user", "show", address).exitCode()).isZero();
        control("user", "delete", address, "--yes").orThrow();

        assertThat(control("user", "list", "--json").orThrow()).doesNotContain(address);
        assertThat(control("user", "show", address).exitCode()).isEqualTo(3);
    }

    @Test
    void anAccountIsMadeOnce() {
        Account account = SERVER.account("juliet");

        CommandResult again = SERVER.process()
                .controlWithInput("other\n", "user", "add", account.address().toString(), "--password-stdin");

        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(SERVER.online(account).connection().isAuthenticated()).isTrue();
    }

    @Test
    void aNewPasswordEndsTheSessionsThatUsedTheOldOne() throws Exception {
        Account account = SERVER.account("juliet");
        SmackClient juliet = SERVER.online(account);

        SERVER.process()
                .controlWithInput(
                        "another\n", "user", "passwd", account.address().toString(), "--password-stdin")
                .orThrow();

        assertThat(juliet.brokenOff()).isNotNull();
        assertRefused(account);
        assertThat(SERVER.online(account.withPassword("another")).connection().isAuthenticated())
                .isTrue();
    }

    @Test
    void aDisabledAccountIsOutUntilItIsEnabled() throws Exception {
        Account account = SERVER.account("juliet");
        SmackClient juliet = SERVER.online(account);

        control("user", "disable", account.address().toString()).orThrow();
        assertThat(juliet.brokenOff()).isNotNull();
        assertRefused(account);

        control("user", "enable", account.address().toString()).orThrow();
        assertThat(SERVER.online(account).connection().isAuthenticated()).isTrue();
    }

    @Test
    void whoIsOnlineIsListed() {
        SmackClient juliet = SERVER.online("juliet");

        assertThat(control("session", "list", "--json").orThrow())
                .contains(juliet.connection().getUser().toString());
    }

    @Test
    void aCommandThatIsNotThereIsWrongUsage() {
        assertThat(control("make", "coffee").exitCode()).isEqualTo(2);
    }

    @Test
    void withoutAServerItSaysSo() {
        assertThat(control("status", "--socket", "/nowhere/control.sock").exitCode())
                .isEqualTo(69);
    }

    private static CommandResult control(String... arguments) {
        return SERVER.process().control(arguments);
    }

    private static void assertRefused(Account account) throws Exception {
        SmackClient client = SERVER.client(account, builder -> {});
        client.connect();
        assertThat(catchThrowableOfType(SASLErrorException.class, client::authenticate))
                .isNotNull();
    }
}
