package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.session.SessionRegistry;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that never reads what it is sent. */
class UnreadClientTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

        [limits]
        outbox_size = "256 KiB"
        """);

    @Test
    void isClosedAtTheBudgetAndTheOthersNoticeNothing() throws Exception {
        SessionRegistry sessions = SERVER.server().get(SessionRegistry.class);
        try (RawClient deaf = SERVER.login("romeo", "orchard");
                RawClient sender = SERVER.login("nurse", "chamber");
                RawClient juliet = SERVER.online("juliet", "balcony")) {
            String large = "<message to='" + deaf.address() + "' type='headline'><body>" + "x".repeat(200_000)
                    + "</body></message>";
            // what the system buffers for a socket comes on top of the budget
            for (int i = 0; i < 200 && sessions.find(deaf.address()).isPresent(); i++) {
                sender.send(large);
                sender.drain();
            }
            Awaitility.await().until(() -> sessions.find(deaf.address()).isEmpty());
            sender.send("<message to='juliet@localhost/balcony' type='chat'><body>done</body></message>");
            assertThat(juliet.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("done");
        }
    }
}
