package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that say nothing any more. */
class SilentClientTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

        [session]
        keepalive = "1 s"
        dead_after = "1 s"
        """);

    @Test
    void isAskedForASignOfLifeAndGivenUpWithoutOne() throws Exception {
        try (RawClient silent = SERVER.online("romeo", "orchard")) {
            XmlElement ping = silent.receive("iq");
            assertThat(ping.hasChild("urn:xmpp:ping", "ping")).isTrue();
            assertThat(ping.attribute("from")).contains("localhost");
            assertThat(silent.awaitEnd()).isEmpty();
        }
    }

    @Test
    void staysWhenItAnswers() throws Exception {
        try (RawClient quiet = SERVER.online("juliet", "balcony")) {
            for (int i = 0; i < 3; i++) {
                XmlElement ping = quiet.receive("iq");
                quiet.send("<iq type='result' to='localhost' id='"
                        + ping.attribute("id").orElseThrow() + "'/>");
            }
            assertThat(quiet.drain()).isEmpty();
        }
    }
}
