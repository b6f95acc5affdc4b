package im.carillon.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be sent over a WebSocket ends that WebSocket with the right condition, and no other. */
class WebSocketBadInputTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final int FIN = 0x80;

    private RawWebSocket bystander;

    @BeforeEach
    void somebodyElseIsOnline() throws IOException {
        SERVER.account("romeo");
        SERVER.account("juliet");
        bystander = RawWebSocket.connect(SERVER).login("juliet", "balcony");
    }

    @AfterEach
    void whoNoticesNothing() throws IOException {
        bystander.send("<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(bystander.receive().attribute("type")).contains("result");
        bystander.close();
    }

    private static String errorAfter(RawWebSocket socket) throws IOException {
        XmlElement error = socket.receive("error");
        assertThat(error.namespace()).isEqualTo(Namespaces.STREAMS);
        assertThat(socket.receive().is(Framing.NAMESPACE, "close")).isTrue();
        assertThat(socket.receiveFrame().opcode()).isEqualTo(RawWebSocket.CLOSE);
        return error.firstChild().orElseThrow().name();
    }

    @Test
    void binaryFramesAreRefused() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "binary")) {
            romeo.frame(FIN | RawWebSocket.BINARY, "<presence xmlns='jabber:client'/>".getBytes(UTF_8));

            assertThat(romeo.receiveFrame().status()).isEqualTo(1003);
        }
    }

    @Test
    void anotherFramingNamespaceIsRefused() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            socket.send("<open xmlns='urn:example:framing' to='localhost' version='1.0'/>");

            assertThat(socket.receive().is(Framing.NAMESPACE, "open")).isTrue();
            assertThat(errorAfter(socket)).isEqualTo("invalid-namespace");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='example.org' version='1.0'/> | host-unknown",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' version='1.0'/> | improper-addressing",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost'/> | unsupported-version",
                "<begin xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/> | bad-format",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' | not-well-formed",
                "<presence xmlns='jabber:client'/> | not-well-formed",
                "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'> | not-well-formed"
            })
    void aWrongBeginningIsAnsweredWithOpenAndTheError(String message, String condition) throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            socket.send(message.strip());

            assertThat(socket.receive().is(Framing.NAMESPACE, "open")).isTrue();
            assertThat(errorAfter(socket)).isEqualTo(condition);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<presence xmlns='jabber:client'/><presence xmlns='jabber:client'/> | bad-format",
                "<message xmlns='jabber:client'><body> | not-well-formed",
                "</stream> | bad-format",
                "<message xmlns='jabber:client'><!-- --></message> | restricted-xml",
                "<?xml version='1.0'?><presence xmlns='jabber:client'/> | restricted-xml",
                "<!DOCTYPE a><presence xmlns='jabber:client'/> | restricted-xml",
                "<message xmlns='jabber:client'>&lol;</message> | restricted-xml",
                "hello | bad-format",
                "<presence xmlns='jabber:client' from='juliet@localhost'/> | invalid-from",
                "<x:presence xmlns='jabber:client'/> | bad-namespace-prefix",
                "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/> | bad-format"
            })
    void aMessageIsOneGoodElement(String message, String condition) throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "bad")) {
            romeo.send(message.strip());

            assertThat(errorAfter(romeo)).isEqualTo(condition);
        }
    }

    @Test
    void whiteSpaceIsASignOfLife() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "space")) {
            romeo.send(" ").send("");
            romeo.send("<iq xmlns='jabber:client' type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>");

            assertThat(romeo.receive("iq").attribute("type")).contains("result");
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "utf8")) {
            romeo.frame(FIN | RawWebSocket.TEXT, new byte[] {'<', 'a', '>', (byte) 0xc3, '<', '/', 'a', '>'});

            assertThat(errorAfter(romeo)).isEqualTo("unsupported-encoding");
        }
    }

    @Test
    void beforeTheLoginMessagesAreSmall() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            socket.open();
            socket.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + "A".repeat(11_000)
                    + "</auth>");

            assertThat(errorAfter(socket)).isEqualTo("policy-violation");
        }
    }

    @Test
    void afterTheLoginMessagesAreBoundedToo() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "large")) {
            romeo.send("<message xmlns='jabber:client'><body>" + "a".repeat(100_000) + "</body></message>");
            romeo.send("<message xmlns='jabber:client'><body>" + "a".repeat(300_000) + "</body></message>");

            assertThat(errorAfter(romeo)).isEqualTo("policy-violation");
        }
    }

    @Test
    void fragmentsWithoutEndAreBounded() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "endless")) {
            romeo.frame(RawWebSocket.TEXT, "<message xmlns='jabber:client'><body>".getBytes(UTF_8));
            byte[] piece = "a".repeat(10_000).getBytes(UTF_8);
            for (int i = 0; i < 27; i++) {
                romeo.frame(0, piece);
            }

            assertThat(errorAfter(romeo)).isEqualTo("policy-violation");
        }
    }

    @Test
    void whatUnpacksTooLargeIsNotKept() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER, "Sec-WebSocket-Extensions: permessage-deflate")) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(new byte[50 << 20]);
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                    n > 0;
                    n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH)) {
                bomb.write(buffer, 0, n);
            }
            socket.frame(FIN | 0x40 | RawWebSocket.TEXT, bomb.toByteArray());

            assertThat(errorAfter(socket)).isEqualTo("policy-violation");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FIN | 0x40 | RawWebSocket.TEXT, FIN | 3, FIN | 0xb, FIN, RawWebSocket.PING})
    void framesAgainstTheProtocolEndTheWebSocket(int firstByte) throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "frames")) {
            romeo.frame(firstByte, "<presence xmlns='jabber:client'/>".getBytes(UTF_8));

            assertThat(romeo.receiveFrame().status()).isEqualTo(1002);
        }
    }

    @Test
    void framesWithoutMaskEndTheWebSocket() throws Exception {
        try (RawWebSocket romeo = RawWebSocket.connect(SERVER).login("romeo", "unmasked")) {
            romeo.http().send(new byte[] {(byte) (FIN | RawWebSocket.TEXT), 1, '<'});

            assertThat(romeo.receiveFrame().status()).isEqualTo(1002);
        }
    }

    @Test
    void theSubprotocolIsRequired() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            assertThat(RawWebSocket.handshake(http, "/ws", "Sec-WebSocket-Protocol: chat")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void whoDoesNotSpeakWebSocketIsToldToUpgrade() throws Exception {
        RawHttp.Answer answer = RawHttp.get(SERVER, "/ws");

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.headers()).containsEntry("upgrade", "websocket").containsEntry("sec-websocket-version", "13");
    }

    @Test
    void aHandshakeWithoutUpgradeIsRefused() throws Exception {
        assertThat(RawHttp.get(SERVER, "/ws", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: xmpp")
                        .status())
                .isEqualTo(400);
    }
}
