package im.carillon.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XMPP over WebSocket as RFC 7395 has it. */
class WebSocketTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void accounts() {
        SERVER.account("romeo");
        SERVER.account("juliet");
    }

    @Test
    void aStreamIsOpenedByOpenAndClosedByClose() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            socket.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>");

            XmlElement open = socket.receive();
            assertThat(open.is(Framing.NAMESPACE, "open")).isTrue();
            assertThat(open.attribute("from")).contains("localhost");
            assertThat(open.attribute("version")).contains("1.0");
            assertThat(open.attributeOr("id", "")).hasSizeGreaterThan(20);
            assertThat(open.attribute(Namespaces.XML, "lang")).contains("en");
            assertThat(socket.receive().is(Namespaces.STREAMS, "features")).isTrue();

            socket.send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
            assertThat(socket.receive().is(Framing.NAMESPACE, "close")).isTrue();
            assertThat(socket.receiveFrame().opcode()).isEqualTo(RawWebSocket.CLOSE);
        }
    }

    @Test
    void startTlsIsNotOffered() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER, "Forwarded: for=192.0.2.1")) {
            XmlElement features = socket.open();

            assertThat(features.hasChild(Namespaces.TLS, "starttls")).isFalse();
        }
    }

    @Test
    void featuresCarryThePrefixThatClientsLookFor() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            socket.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>");
            socket.receive();

            assertThat(socket.receiveFrame().text())
                    .startsWith("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>");
        }
    }

    @Test
    void afterTheLoginTheStreamIsOpenedAnew() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER)) {
            romeo.open();
            romeo.authenticate("romeo");

            XmlElement features = romeo.open();

            assertThat(features.hasChild(Namespaces.BIND, "bind")).isTrue();
            assertThat(romeo.bind("orchard")).hasToString("romeo@localhost/orchard");
        }
    }

    @Test
    void theWordOfTheFramingInAnAttributeIsAWordLikeAnyOther() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "framed")) {
            romeo.send("<iq xmlns='jabber:client' type='get' id='xmpp-framing' to='localhost'>"
                    + "<ping xmlns='urn:xmpp:ping'/></iq>");
            XmlElement answer = romeo.receive("iq");
            assertThat(answer.attribute("id")).contains("xmpp-framing");
            assertThat(answer.attribute("type")).contains("result");
        }
    }

    @Test
    void peopleOnWebSocketAndTcpChat() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "web");
                RawClient juliet = SERVER.login("juliet", "balcony")) {
            romeo.send("<message xmlns='jabber:client' to='juliet@localhost/balcony' type='chat'>"
                    + "<body>Wherefore? \u2665</body></message>");
            assertThat(juliet.receive("message").childText("jabber:client", "body"))
                    .contains("Wherefore? \u2665");

            juliet.send("<message to='romeo@localhost/web' type='chat'><body>Art thou</body></message>");
            XmlElement message = romeo.receive("message");
            assertThat(message.namespace()).isEqualTo("jabber:client");
            assertThat(message.childText("jabber:client", "body")).contains("Art thou");
        }
    }

    @Test
    void aMessageMayComeInFragments() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "fragments")) {
            romeo.frame(RawWebSocket.TEXT, "<iq xmlns='jabber:client' type='get' ".getBytes(UTF_8));
            romeo.frame(0, "id='p1'><ping xmlns=".getBytes(UTF_8));
            romeo.frame(0x80 | RawWebSocket.PING, "between".getBytes(UTF_8));
            romeo.frame(0x80, "'urn:xmpp:ping'/></iq>".getBytes(UTF_8));

            assertThat(romeo.receiveFrame().text()).isEqualTo("between");
            assertThat(romeo.receive("iq").attribute("type")).contains("result");
        }
    }

    @Test
    void floodsOfMessagesArriveWholeAndInOrder() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "flood");
                RawClient juliet = SERVER.login("juliet", "garden")) {
            int count = 3_000;
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        romeo.send("<message xmlns='jabber:client' id='" + i
                                + "' to='juliet@localhost/garden' type='chat'><body>b</body></message>");
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(juliet.receive("message").attribute("id")).contains(Integer.toString(i));
            }
            sender.join();
            for (int i = 0; i < count; i++) {
                juliet.send("<message id='" + i + "' to='romeo@localhost/flood' type='chat'><body>b</body></message>");
            }
            for (int i = 0; i < count; ) {
                RawWebSocket.Received frame = romeo.receiveFrame();
                if (frame.opcode() == RawWebSocket.TEXT) {
                    assertThat(frame.text()).startsWith("<message").contains(" id='" + i++ + "'");
                }
            }
        }
    }

    @Test
    void everyPathOfOldAndNewClientsWorks() throws Exception {
        for (String path : WebSocketService.PATHS) {
            try (RawHttp http = RawHttp.connect(SERVER)) {
                assertThat(RawWebSocket.handshake(http, path, "Sec-WebSocket-Protocol: xmpp")
                                .status())
                        .isEqualTo(101);
            }
        }
    }

    @Test
    void aLoginIsBoundToTheTlsConnection() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connectSecurely(SERVER)) {
            XmlElement mechanisms =
                    socket.open().child(Namespaces.SASL, "mechanisms").orElseThrow();

            assertThat(mechanisms.children()).extracting(XmlElement::text).contains("SCRAM-SHA-256-PLUS");
        }
    }

    @Test
    void withoutTlsThereIsNothingToBindTo() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            XmlElement mechanisms =
                    socket.open().child(Namespaces.SASL, "mechanisms").orElseThrow();

            assertThat(mechanisms.children())
                    .extracting(XmlElement::text)
                    .contains("SCRAM-SHA-256")
                    .noneMatch(name -> name.endsWith("-PLUS"));
        }
    }
}
