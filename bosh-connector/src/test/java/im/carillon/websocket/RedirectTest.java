package im.carillon.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that goes away for longer sends its clients elsewhere (RFC 7395 §3.6.1). */
class RedirectTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer().http("redirect = \"wss://other.example.org/ws\"");

    @Test
    void theClosingSaysWhereToConnect() throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(SERVER)) {
            socket.open();

            XmlElement close = socket.receive();
            assertThat(close.is(Framing.NAMESPACE, "close")).isTrue();
            assertThat(close.attribute("see-other-uri")).contains("wss://other.example.org/ws");
            assertThat(socket.receiveFrame().opcode()).isEqualTo(RawWebSocket.CLOSE);
        }
    }
}
