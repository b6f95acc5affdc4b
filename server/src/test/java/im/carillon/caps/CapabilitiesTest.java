package im.carillon.caps;

import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.NotifiedClient;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.testkit.Xml;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0115: what is believed of whom. */
class CapabilitiesTest {

    private static final String NODE = "urn:example:caps";
    private static final String LIED = "urn:example:lied";
    private static final String ITEM = "<a xmlns='" + NODE + "'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** The examples of XEP-0115 §5.2 and §5.3. */
    @Test
    void theHashIsThatOfTheSpecification() {
        String simple = "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='client' name='Exodus 0.9.1' type='pc'/>"
                + "<feature var='http://jabber.org/protocol/caps'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/>"
                + "<feature var='http://jabber.org/protocol/disco#items'/>"
                + "<feature var='http://jabber.org/protocol/muc'/></query>";
        assertThat(new DiscoAnswer(Xml.element(simple)).hash("sha-1")).contains("QgayPKawpkPSDYmwT/WM94uAlu0=");
        String complex = "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
                + "<identity xml:lang='el' category='client' name='\u03a8 0.11' type='pc'/>"
                + "<feature var='http://jabber.org/protocol/caps'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/>"
                + "<feature var='http://jabber.org/protocol/disco#items'/>"
                + "<feature var='http://jabber.org/protocol/muc'/>"
                + "<x xmlns='jabber:x:data' type='result'>"
                + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
                + "<field var='ip_version'><value>ipv4</value><value>ipv6</value></field>"
                + "<field var='os'><value>Mac</value></field><field var='os_version'><value>10.5.1</value></field>"
                + "<field var='software'><value>Psi</value></field>"
                + "<field var='software_version'><value>0.11</value></field></x></query>";
        assertThat(new DiscoAnswer(Xml.element(complex)).hash("sha-1")).contains("q07IKJEyjvHSyhy//CH0CxmKi8w=");
        assertThat(new DiscoAnswer(Xml.element(
                                simple.replace("</query>", "<feature var='http://jabber.org/protocol/muc'/></query>")))
                        .hash("sha-1"))
                .as("ill-formed")
                .isEmpty();
        assertThat(new DiscoAnswer(Xml.element(simple)).hash("md9")).isEmpty();
    }

    @Test
    void aLieAboutAHashIsBelievedOfTheLiarAlone() throws Exception {
        try (RawClient liar = SERVER.login("mallory", "one");
                RawClient honest = SERVER.login("alice", "one")) {
            liar.send(NotifiedClient.presence(LIED));
            XmlElement asked = liar.receive(NotifiedClient::isQuestion);
            assertThat(asked.attribute("from")).contains("mallory@localhost");
            honest.send(NotifiedClient.presence(LIED));
            assertThat(honest.drain()).as("one is asked").noneMatch(NotifiedClient::isQuestion);
            NotifiedClient.answer(liar, asked, "urn:example:other");
            XmlElement next = honest.receive(NotifiedClient::isQuestion);
            NotifiedClient.answer(honest, next, LIED);
            try (RawClient third = NotifiedClient.online(SERVER, "alice", "two", LIED)) {
                honest.ask("set", "p", "", request(publish(LIED, "", ITEM)));
                assertThat(third.receive(e -> isEvent(e, LIED))).isNotNull();
                assertThat(honest.receive(e -> isEvent(e, LIED))).isNotNull();
            }
            liar.ask("set", "p", "", request(publish(LIED, "", ITEM)));
            liar.ask("set", "p", "", request(publish("urn:example:other", "", ITEM)));
            assertThat(liar.receive(e -> isEvent(e, "urn:example:other"))).isNotNull();
            assertThat(liar.drain()).noneMatch(e -> isEvent(e, LIED));
        }
    }

    @Test
    void whoHasAnotherHashIsAskedAgain() throws Exception {
        try (RawClient client = NotifiedClient.online(SERVER, "bob", "one", NODE)) {
            client.ask("set", "p", "", request(publish("urn:example:later", "", ITEM)));
            client.send(NotifiedClient.presence(NODE, "urn:example:later"));
            NotifiedClient.answer(client, client.receive(NotifiedClient::isQuestion), NODE, "urn:example:later");
            assertThat(client.receive(e -> isEvent(e, "urn:example:later")))
                    .as("what it wants to know now")
                    .isNotNull();
        }
    }

    @Test
    void aClientThatDoesNotAnswerIsLeftAlone() throws Exception {
        try (RawClient client = SERVER.login("carol", "one")) {
            client.send("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='x'"
                    + " ver='nobody'/></presence>");
            XmlElement asked = client.receive(NotifiedClient::isQuestion);
            client.send("<iq type='error' id='" + asked.attributeOr("id", "") + "' to='carol@localhost'/>");
            client.ask("set", "p", "", request(publish(NODE, "", ITEM)));
            assertThat(client.drain()).noneMatch(e -> isEvent(e, NODE));
        }
    }
}
