package im.carillon.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import im.carillon.command.CommandException;
import im.carillon.command.Failure;
import im.carillon.testkit.Commands;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionCommandsTest {

    private static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void sessionsAreListedAndEnded() throws Exception {
        Commands admin = Commands.of(SERVER);
        try (RawClient phone = SERVER.login("lena", "phone");
                RawClient laptop = SERVER.login("lena", "laptop")) {
            assertThat(admin.run("session list", Map.of("account", "lena@localhost"))
                            .table()
                            .orElseThrow()
                            .rows())
                    .extracting(row -> row.getFirst().shown())
                    .containsExactly("lena@localhost/laptop", "lena@localhost/phone");

            admin.run("session kick", Map.of("address", "lena@localhost/phone", "reason", "time for bed"));
            XmlElement error = phone.awaitEnd().orElseThrow();
            assertThat(error.hasChild(STREAM_ERRORS, "policy-violation")).isTrue();
            assertThat(error.childText(STREAM_ERRORS, "text")).contains("time for bed");
            assertThat(laptop.drain()).isEmpty();

            admin.run("session kick", Map.of("address", "lena@localhost"));
            laptop.awaitEnd();
        }
    }

    @Test
    void nobodyIsThere() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> Commands.of(SERVER).run("session kick", Map.of("address", "nobody@localhost")))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.NOT_FOUND));
    }
}
