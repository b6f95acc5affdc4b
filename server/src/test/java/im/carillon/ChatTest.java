package im.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people talk: the whole way of a message through the server. */
class ChatTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void aMessageReachesTheOtherWithTheTrueSender() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "orchard");
                RawClient juliet = SERVER.login("juliet", "balcony")) {
            romeo.send("<message to='juliet@localhost/balcony' type='chat' id='m1' from='romeo@localhost'>"
                    + "<body>Art thou &lt;not&gt; Romeo?</body></message>");
            XmlElement message = juliet.receive("message");
            assertThat(message.attribute("from")).contains("romeo@localhost/orchard");
            assertThat(message.attribute("to")).contains("juliet@localhost/balcony");
            assertThat(message.attribute("id")).contains("m1");
            assertThat(message.childText("jabber:client", "body")).contains("Art thou <not> Romeo?");
            assertThat(message.child("urn:xmpp:sid:0", "stanza-id").flatMap(id -> id.attribute("by")))
                    .contains("juliet@localhost");
        }
    }
}
