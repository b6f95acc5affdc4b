package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XMPP over BOSH from the first request to the last (XEP-0206). */
class BoshChatTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void aSessionBeginsWithItsTermsAndTheFeaturesOfTheStream() throws IOException {
        BoshClient client = BoshClient.of(SERVER);

        XmlElement answer = client.begin();

        assertThat(client.sid()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(answer.attribute("wait")).contains("60");
        assertThat(answer.attribute("hold")).contains("1");
        assertThat(answer.attribute("requests")).contains("2");
        assertThat(answer.attribute("ver")).contains("1.6");
        assertThat(answer.attribute("from")).contains("localhost");
        assertThat(answer.attribute(Body.XBOSH, "version")).contains("1.0");
        assertThat(answer.attribute(Body.XBOSH, "restartlogic")).contains("true");
        XmlElement features = answer.child(Namespaces.STREAMS, "features").orElseThrow();
        assertThat(features.hasChild(Namespaces.SASL, "mechanisms")).isTrue();
        assertThat(features.hasChild(Namespaces.TLS, "starttls")).isFalse();
    }

    @Test
    void peopleOnBoshAndOnTcpTalk() throws IOException {
        SERVER.account("romeo");
        BoshClient romeo = BoshClient.of(SERVER).login("romeo", "orchard");
        try (RawClient juliet = SERVER.online("juliet", "balcony")) {
            romeo.say("<message to='" + juliet.address() + "' xmlns='jabber:client'><body>ay me</body></message>");
            assertThat(juliet.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("ay me");

            juliet.send("<message to='" + romeo.address() + "'><body>speak again</body></message>");
            XmlElement answer = romeo.receive("message");

            assertThat(answer.namespace()).isEqualTo(Namespaces.CLIENT);
            assertThat(answer.childText(Namespaces.CLIENT, "body")).contains("speak again");
        }
    }
}
