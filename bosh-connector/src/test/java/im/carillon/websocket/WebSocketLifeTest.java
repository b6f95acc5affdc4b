package im.carillon.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.http.RawHttp;
import im.carillon.jid.BareJid;
import im.carillon.session.SessionRegistry;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** WebSockets that are silent, slow, compressed or gone. */
class WebSocketLifeTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

        [session]
        dead_after = "1 s"

        [limits]
        outbox_size = "256 KiB"
        """).http("ping = \"300 ms\"");

    private static boolean isOnline(String name) {
        return SERVER.server().get(SessionRegistry.class).of(BareJid.of(name + "@localhost")).stream()
                .findAny()
                .isPresent();
    }

    private static RawWebSocket login(String name, String... headers) throws IOException {
        SERVER.account(name);
        return RawWebSocket.connect(SERVER, headers).login(name, "web");
    }

    @Test
    void aSilentPeerIsPingedAndStaysWhenItAnswers() throws Exception {
        try (RawWebSocket romeo = login("romeo")) {
            for (int i = 0; i < 5; i++) {
                assertThat(romeo.receiveFrame().opcode()).isEqualTo(RawWebSocket.PING);
                romeo.frame(0x80 | RawWebSocket.PONG, new byte[0]);
            }
            assertThat(isOnline("romeo")).isTrue();
        }
    }

    @Test
    void aDeadPeerIsGivenUp() throws Exception {
        try (RawWebSocket mercutio = login("mercutio")) {
            assertThat(isOnline("mercutio")).isTrue();

            await().until(() -> !isOnline("mercutio"));
            assertThat(mercutio.receiveFrame().opcode()).isEqualTo(RawWebSocket.PING);
        }
    }

    @Test
    void aCutConnectionEndsTheSession() throws Exception {
        try (RawWebSocket tybalt = login("tybalt")) {
            tybalt.close();

            await().until(() -> !isOnline("tybalt"));
        }
    }

    @Test
    void aWebSocketThatIsClosedEndsTheSession() throws Exception {
        try (RawWebSocket paris = login("paris")) {
            paris.frame(0x80 | RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe9});

            RawWebSocket.Received answer = paris.receiveFrame();
            while (answer.opcode() == RawWebSocket.PING) {
                answer = paris.receiveFrame();
            }
            assertThat(answer.status()).isEqualTo(1001);
            await().until(() -> !isOnline("paris"));
        }
    }

    @Test
    void whoDoesNotReadIsCutOffAndOthersAreNot() throws Exception {
        try (RawWebSocket deaf = login("deaf");
                RawClient juliet = SERVER.login("juliet", "balcony")) {
            String body = "a".repeat(100_000);
            for (int i = 0; isOnline("deaf") && i < 1_000; i++) {
                juliet.send("<message to='deaf@localhost/web' type='headline'><body>" + body + "</body></message>");
                juliet.drain();
            }

            assertThat(isOnline("deaf")).isFalse();
        }
    }

    @Test
    void messagesAreCompressedWhenTheClientCan() throws Exception {
        try (RawWebSocket romeo =
                RawWebSocket.connect(SERVER, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            romeo.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>");
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 2; i++) {
                RawWebSocket.Received frame = romeo.receiveFrame();
                assertThat(frame.compressed()).isTrue();
                all.append(frame.text());
            }

            assertThat(all.toString()).startsWith("<open ").contains("<stream:features ");
        }
    }

    @Test
    void aClientOfTheJavaLibraryConnects() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(SERVER.trust()).build()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .subprotocols("xmpp")
                    .buildAsync(
                            URI.create("wss://localhost:" + RawHttp.port(SERVER, true) + "/ws"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                                    received.add(data.toString());
                                    return WebSocket.Listener.super.onText(from, data, last);
                                }
                            })
                    .join();
            socket.sendText("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>", true)
                    .join();

            assertThat(received.poll(10, TimeUnit.SECONDS)).startsWith("<open ");
            assertThat(received.poll(10, TimeUnit.SECONDS)).contains("SCRAM-SHA-256-PLUS");
            socket.abort();
        }
    }
}
