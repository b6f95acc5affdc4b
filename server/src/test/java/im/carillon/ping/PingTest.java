package im.carillon.ping;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0199 §4. */
class PingTest {

    private static final String PING = "<ping xmlns='urn:xmpp:ping'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void theServerAndOnesOwnAccountAnswer() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            XmlElement pong = juliet.ask("get", "p1", "localhost", PING);
            assertThat(pong.attribute("type")).contains("result");
            assertThat(pong.attribute("from")).contains("localhost");
            assertThat(pong.hasNoContent()).isTrue();
            assertThat(juliet.ask("get", "p2", "", PING).attribute("type")).contains("result");
        }
    }

    @Test
    void accountsOfOthersDoNotTellThatTheyExist() throws Exception {
        SERVER.account("romeo");
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            assertThat(Errors.condition(juliet.ask("get", "p1", "romeo@localhost", PING)))
                    .isEqualTo("service-unavailable");
            assertThat(Errors.condition(juliet.ask("get", "p2", "nobody@localhost", PING)))
                    .isEqualTo("service-unavailable");
        }
    }
}
