package im.carillon.bytestreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.jid.FullJid;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.transport.relay.Relay;
import im.carillon.transport.relay.RelayListener;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who takes too long is let go, and who goes slowly on purpose is not. */
class ProxyTimesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestServer SERVER = new TestServer()
            .proxy("handshake = \"300 ms\"\nactivation = \"300 ms\"\nidle = \"2 s\"\nrate = \"256 KiB\"");

    private static int port() {
        return SERVER.server().get(RelayListener.class).localAddress().getPort();
    }

    private static void awaitNobody() {
        Relay relay = SERVER.server().get(Relay.class);
        await().atMost(PATIENCE)
                .until(() -> relay.connections() == 0 && relay.transfers().isEmpty());
    }

    @Test
    void whoSaysNothingIsLetGo() throws Exception {
        try (SocksClient silent = new SocksClient(port());
                SocksClient halfway = new SocksClient(port())) {
            halfway.send(5, 1, 0, 5, 1);
            assertThat(silent.isClosedByProxy()).isTrue();
            assertThat(halfway.isClosedByProxy()).isTrue();
        }
        awaitNobody();
    }

    @Test
    void aTransferThatNobodyActivatesIsLetGo() throws Exception {
        try (SocksClient target = SocksClient.connected(port(), "a".repeat(40));
                SocksClient requester = SocksClient.connected(port(), "a".repeat(40))) {
            assertThat(target.isClosedByProxy()).isTrue();
            assertThat(requester.isClosedByProxy()).isTrue();
        }
        awaitNobody();
    }

    /** More than a second long at the rate allowed, and then silent. */
    @Test
    void aSlowTransferIsWholeAndASilentOneIsLetGo() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            String name = TransferName.of("s1", anna.address(), FullJid.of("berta@localhost/b"));
            try (SocksClient target = SocksClient.connected(port(), name);
                    SocksClient requester = SocksClient.connected(port(), name)) {
                anna.ask(
                        "set",
                        "a1",
                        "proxy.localhost",
                        "<query xmlns='http://jabber.org/protocol/bytestreams' sid='s1'>"
                                + "<activate>berta@localhost/b</activate></query>");
                long begin = System.nanoTime();
                byte[] sent = new byte[512 * 1024];
                sent[sent.length - 1] = 1;
                requester.send(sent);
                assertThat(target.receive(sent.length)).isEqualTo(sent);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
                assertThat(target.isClosedByProxy()).isTrue();
                assertThat(requester.isClosedByProxy()).isTrue();
            }
        }
        awaitNobody();
    }
}
