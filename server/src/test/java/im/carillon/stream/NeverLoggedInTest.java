package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that take and never log in. */
class NeverLoggedInTest {

    private static final int MANY = 2_000;

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""
        deadline = "2 s"

        [limits]
        memory_before_login = "32 MiB"
        """);

    @Test
    void manyOfThemDisturbNobodyAndAreGoneAtTheDeadline() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try (RawClient juliet = SERVER.online("juliet", "balcony");
                RawClient nurse = SERVER.online("nurse", "chamber")) {
            for (int i = 0; i < MANY; i++) {
                RawClient client = SERVER.connect();
                idle.add(client);
                if (i % 4 == 0) {
                    client.send("<stream:stream xmlns='jabber:client' xmlns:stream='" + Namespaces.STREAMS
                            + "' to='localhost' version='1.0'><auth x='");
                }
                if (i % 200 == 0) {
                    nurse.send("<message to='juliet@localhost/balcony' type='chat'><body>" + i + "</body></message>");
                    assertThat(juliet.receive("message").childText(Namespaces.CLIENT, "body"))
                            .contains(String.valueOf(i));
                }
            }
            List<String> conditions = new ArrayList<>();
            for (RawClient client : idle) {
                conditions.add(client.awaitEnd()
                        .flatMap(e -> e.childIn(Namespaces.STREAM_ERRORS))
                        .map(XmlElement::name)
                        .orElse("none"));
            }
            assertThat(conditions).containsOnly("connection-timeout", "resource-constraint");
            assertThat(conditions).contains("connection-timeout");
            // there is room again
            try (RawClient romeo = SERVER.online("romeo", "orchard")) {
                romeo.send("<message to='juliet@localhost/balcony' type='chat'><body>late</body></message>");
                assertThat(juliet.receive("message").childText(Namespaces.CLIENT, "body"))
                        .contains("late");
            }
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    /** Who has proved an identity and takes no address is no session, so nothing else would end this. */
    @Test
    void theDeadlineHoldsUntilAResourceIsBound() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("romeo", "romeo");
            client.open();
            assertThat(client.awaitEnd().orElseThrow().hasChild(Namespaces.STREAM_ERRORS, "connection-timeout"))
                    .isTrue();
        }
    }

    /** RFC 6120 §4.9.1.2: also between the success and the new header the error is readable. */
    @Test
    void theErrorBehindASuccessComesWithAHeaderOfItsOwn() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("romeo", "romeo");
            client.expectHeader();
            assertThat(client.awaitEnd().orElseThrow().hasChild(Namespaces.STREAM_ERRORS, "connection-timeout"))
                    .isTrue();
        }
    }
}
