package im.carillon.version;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.lifecycle.ServerVersion;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server tells of itself: XEP-0092, XEP-0202, XEP-0478. */
class ServerFactsTest {

    private static final String LIMITS = "urn:xmpp:stream-limits:0";

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

            [limits]
            stanza_size = "200 KiB"
            stanza_size_before_login = "12 KiB"

            [session]
            keepalive = "100 s"
            """);

    @Test
    void nameAndVersionAndNothingElse() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            XmlElement query = juliet.ask("get", "v1", "localhost", "<query xmlns='jabber:iq:version'/>")
                    .firstChild()
                    .orElseThrow();
            assertThat(query.childText("jabber:iq:version", "name")).contains("Carillon");
            assertThat(query.childText("jabber:iq:version", "version"))
                    .contains(ServerVersion.ofThisBuild().value());
            assertThat(query.children()).hasSize(2);
        }
    }

    @Test
    void theTime() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            XmlElement time = juliet.ask("get", "t1", "localhost", "<time xmlns='urn:xmpp:time'/>")
                    .firstChild()
                    .orElseThrow();
            Instant told = Instant.parse(time.childText("urn:xmpp:time", "utc").orElseThrow());
            assertThat(Duration.between(told, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
            assertThat(time.childText("urn:xmpp:time", "tzo").orElseThrow()).matches("[+-]\\d\\d:\\d\\d");
        }
    }

    @Test
    void theLimitsOfAStreamBeforeAndAfterTheLogin() throws Exception {
        SERVER.account("juliet");
        try (RawClient juliet = SERVER.connect()) {
            XmlElement before = juliet.open().child(LIMITS, "limits").orElseThrow();
            assertThat(before.childText(LIMITS, "max-bytes")).contains("12288");
            juliet.authenticate("juliet", "juliet");
            XmlElement after = juliet.open().child(LIMITS, "limits").orElseThrow();
            assertThat(after.childText(LIMITS, "max-bytes")).contains("204800");
            assertThat(after.childText(LIMITS, "idle-seconds")).contains("100");
        }
    }
}
