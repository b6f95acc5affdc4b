package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.JettyListener;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.bosh.BOSHConfiguration;
import org.jivesoftware.smack.bosh.XMPPBOSHConnection;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smackx.ping.PingManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Smack, with jBOSH below it: somebody else's reading of XEP-0124 and XEP-0206. */
class SmackOverBoshTest {

    private static final int PATIENCE_SECONDS = 20;

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** Smack takes the StAX parser that it finds, and asserts what is true of the JDK's alone. */
    @BeforeAll
    static void smackUsesTheParserOfTheJdk() {
        System.setProperty(
                "javax.xml.stream.XMLInputFactory",
                XMLInputFactory.newDefaultFactory().getClass().getName());
    }

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    private XMPPBOSHConnection login(String name) throws Exception {
        SERVER.account(name);
        int port = SERVER.server()
                .get(JettyListener.class)
                .addresses(false)
                .getFirst()
                .getPort();
        XMPPBOSHConnection connection = new XMPPBOSHConnection(BOSHConfiguration.builder()
                .setUseHttps(false)
                .setHost("localhost")
                .setPort(port)
                .setFile("/http-bind")
                .setXmppDomain(TestServer.HOST)
                .setUsernameAndPassword(name, name)
                .setResource("smack")
                .setSecurityMode(SecurityMode.disabled)
                .build());
        connection.setReplyTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        ChatManager.getInstanceFor(connection).addIncomingListener((from, message, chat) -> messages.add(message));
        connection.connect();
        connection.login();
        return connection;
    }

    private String heard() throws InterruptedException {
        Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message.getBody();
    }

    @Test
    void twoPeopleWithSmackTalk() throws Exception {
        XMPPBOSHConnection romeo = login("romeo");
        XMPPBOSHConnection juliet = login("juliet");
        EntityBareJid to = JidCreate.entityBareFrom("juliet@localhost");
        for (int i = 0; i < 10; i++) {
            ChatManager.getInstanceFor(romeo).chatWith(to).send("number " + i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(heard()).isEqualTo("number " + i);
        }
        assertThat(PingManager.getInstanceFor(romeo).pingMyServer()).isTrue();
        assertThat(Roster.getInstanceFor(romeo).isLoaded()).isTrue();
        romeo.disconnect();
        juliet.disconnect();
    }

    @Test
    void smackTalksWithSomebodyOnTcpAndLeaves() throws Exception {
        XMPPBOSHConnection nurse = login("nurse");
        try (RawClient peter = SERVER.online("peter", "home")) {
            ChatManager.getInstanceFor(nurse)
                    .chatWith(JidCreate.entityBareFrom("peter@localhost"))
                    .send("Peter!");
            XmlElement message = peter.receive("message");
            assertThat(message.childText(Namespaces.CLIENT, "body")).contains("Peter!");

            peter.send("<message type='chat' to='nurse@localhost'><body>Anon!</body></message>");
            assertThat(heard()).isEqualTo("Anon!");

            nurse.disconnect();
            assertThat(nurse.isConnected()).isFalse();
        }
        BoshClient next = BoshClient.of(SERVER).login("nurse", "smack");
        assertThat(next.address().toString()).isEqualTo("nurse@localhost/smack");
    }
}
