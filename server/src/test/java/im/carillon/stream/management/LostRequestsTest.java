package im.carillon.stream.management;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests whose answers the client may have got, or not, when the server was restarted. */
class LostRequestsTest {

    private static final String MANAGEMENT = "urn:xmpp:sm:3";
    private static final String PING = "<iq type='get' id='%s'><ping xmlns='urn:xmpp:ping'/></iq>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** @return the id of a session that has got the answer to its request and a message, and was cut off */
    private static String asked() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "r")) {
            romeo.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            String id = romeo.receive(e -> e.is(MANAGEMENT, "enabled"))
                    .attribute("id")
                    .orElseThrow();
            romeo.send(PING.formatted("first"));
            romeo.receive("iq");
            romeo.send("<message to='romeo@localhost/r' type='chat'><body>b</body></message>");
            romeo.receive("message");
            return id;
        }
    }

    private static RawClient resumed(String id, int handled) throws Exception {
        RawClient again = SERVER.connect();
        again.open();
        again.authenticate("romeo", "romeo");
        again.open();
        again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + handled + "'/>");
        again.receive(e -> e.is(MANAGEMENT, "resumed"));
        return again;
    }

    @Test
    void whatTheClientHasIsNotAnsweredAgain() throws Exception {
        String id = asked();
        SERVER.stop();
        SERVER.start();
        try (RawClient again = resumed(id, 2)) {
            again.send(PING.formatted("second"));
            assertThat(again.receive("iq").attribute("id")).contains("second");
            again.leave();
        }
    }

    @Test
    void moreThanWasEverSentCannotBeAcknowledgedAfterARestartEither() throws Exception {
        String id = asked();
        SERVER.stop();
        SERVER.start();
        try (RawClient again = SERVER.connect()) {
            again.open();
            again.authenticate("romeo", "romeo");
            again.open();
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='2000000000'/>");
            assertThat(again.awaitEnd().orElseThrow().hasChild(MANAGEMENT, "handled-count-too-high"))
                    .isTrue();
        }
    }

    @Test
    void whatTheClientHasNotGotFails() throws Exception {
        String id = asked();
        SERVER.stop();
        SERVER.start();
        try (RawClient again = resumed(id, 0)) {
            XmlElement answer = again.receive("iq");
            assertThat(answer.attribute("id")).contains("first");
            assertThat(Errors.condition(answer)).isEqualTo("resource-constraint");
            again.leave();
        }
    }
}
