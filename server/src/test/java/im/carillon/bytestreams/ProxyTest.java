package im.carillon.bytestreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.transport.relay.Relay;
import im.carillon.transport.relay.RelayListener;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0065 §6: two clients and the proxy between them. */
class ProxyTest {

    private static final String PROXY = "proxy.localhost";
    private static final String NAMESPACE = "http://jabber.org/protocol/bytestreams";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestServer SERVER = new TestServer().proxy("per_account = 2\nconnections = 40");

    @AfterEach
    void nothingIsLeft() {
        await().atMost(PATIENCE)
                .until(() -> relay().connections() == 0 && relay().transfers().isEmpty());
    }

    private static int port() {
        return SERVER.server().get(RelayListener.class).localAddress().getPort();
    }

    private static Relay relay() {
        return SERVER.server().get(Relay.class);
    }

    private static String name(String sid, RawClient requester, String target) {
        return TransferName.of(sid, requester.address(), FullJid.of(target));
    }

    private static XmlElement activate(RawClient client, String sid, String target) throws IOException {
        return client.ask(
                "set",
                "a-" + sid,
                PROXY,
                "<query xmlns='" + NAMESPACE + "' sid='" + sid + "'><activate>" + target + "</activate></query>");
    }

    private record Pair(SocksClient target, SocksClient requester) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            target.close();
            requester.close();
        }
    }

    private static Pair connect(String name) throws IOException {
        return new Pair(SocksClient.connected(port(), name), SocksClient.connected(port(), name));
    }

    @Test
    void theProxyIsFoundAndTellsWhereItIs() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            XmlElement items =
                    anna.ask("get", "d1", "localhost", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
            assertThat(items.toString()).contains("jid='" + PROXY + "'");
            XmlElement info = anna.ask("get", "d2", PROXY, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
            assertThat(info.toString())
                    .contains("category='proxy'")
                    .contains("type='bytestreams'")
                    .contains("var='" + NAMESPACE + "'");
            XmlElement host = anna.ask("get", "d3", PROXY, "<query xmlns='" + NAMESPACE + "'/>")
                    .child(NAMESPACE, "query")
                    .orElseThrow()
                    .child(NAMESPACE, "streamhost")
                    .orElseThrow();
            assertThat(host.attribute("jid")).contains(PROXY);
            assertThat(host.attribute("host")).contains("localhost");
            assertThat(host.attribute("port")).contains(Integer.toString(port()));
        }
    }

    @Test
    void bytesPassBothWaysOnceTheSenderHasActivatedTheTransfer() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                Pair pair = connect(name("s1", anna, "berta@localhost/b"))) {
            assertThat(activate(anna, "s1", "berta@localhost/b").attribute("type"))
                    .contains("result");
            pair.requester().send("to berta");
            assertThat(pair.target().receiveText(8)).isEqualTo("to berta");
            pair.target().send("to anna");
            assertThat(pair.requester().receiveText(7)).isEqualTo("to anna");
        }
    }

    /** RFC 7622 §3: the target is hashed as it is compared, not as it was typed. */
    @Test
    void theTargetIsPrepared() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                Pair pair = connect(name("s2", anna, "berta@localhost/B"))) {
            assertThat(activate(anna, "s2", " Berta@LOCALHOST/B ").attribute("type"))
                    .contains("result");
            pair.requester().send("x");
            assertThat(pair.target().receiveText(1)).isEqualTo("x");
        }
    }

    /** XEP-0065 §9.1, fourth. */
    @Test
    void whatIsSentBeforeTheActivationIsIgnored() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                Pair pair = connect(name("s3", anna, "berta@localhost/b"))) {
            pair.requester().send("early");
            SocksClient marker = new SocksClient(port());
            marker.ask("0".repeat(40)); // one thread reads all: what was sent before this has been read
            marker.close();
            activate(anna, "s3", "berta@localhost/b");
            pair.requester().send("in time");
            pair.requester().saidAll();
            assertThat(pair.target().receiveAllText()).isEqualTo("in time");
        }
    }

    @Test
    void oneDirectionEndsAndTheOtherGoesOn() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                Pair pair = connect(name("s4", anna, "berta@localhost/b"))) {
            activate(anna, "s4", "berta@localhost/b");
            pair.requester().send("all there is");
            pair.requester().saidAll();
            assertThat(pair.target().receiveAllText()).isEqualTo("all there is");
            pair.target().send("thank you");
            pair.target().saidAll();
            assertThat(pair.requester().receiveAllText()).isEqualTo("thank you");
            await().atMost(PATIENCE).until(() -> relay().connections() == 0);
        }
    }

    /** Much more than all sockets and buffers hold: it arrives whole, and waits in the sender. */
    @Test
    void aReaderThatIsSlowHoldsTheSender() throws Exception {
        byte[] sent = new byte[48 << 20];
        new Random(7).nextBytes(sent);
        try (RawClient anna = SERVER.login("anna", "a");
                Pair pair = connect(name("s5", anna, "berta@localhost/b"))) {
            activate(anna, "s5", "berta@localhost/b");
            CompletableFuture<Void> sending = sending(pair.requester(), sent);
            CompletableFuture<Void> back = sending(pair.target(), sent);
            await().atMost(PATIENCE).until(SinceNothingMoved.in(relay()::bytes));
            assertThat(sending).isNotDone();
            assertThat(relay().bytes()).isLessThan(2L * sent.length);
            assertThat(pair.target().receiveAll()).isEqualTo(sent);
            assertThat(pair.requester().receiveAll()).isEqualTo(sent);
            sending.join();
            back.join();
        }
    }

    private static CompletableFuture<Void> sending(SocksClient client, byte[] bytes) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        client.send(bytes);
                        client.saidAll();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                runnable -> Thread.ofVirtual().start(runnable));
    }

    /** Whether a number has stayed the same for some looks in a row. */
    private static final class SinceNothingMoved implements java.util.concurrent.Callable<Boolean> {

        private static final int LOOKS = 5;
        private final java.util.function.LongSupplier number;
        private long last = -1;
        private int same;

        private SinceNothingMoved(java.util.function.LongSupplier number) {
            this.number = number;
        }

        static SinceNothingMoved in(java.util.function.LongSupplier number) {
            return new SinceNothingMoved(number);
        }

        @Override
        public Boolean call() {
            long now = number.getAsLong();
            same = now == last ? same + 1 : 0;
            last = now;
            return now > 0 && same >= LOOKS;
        }
    }

    @Test
    void theEndOfTheSendersSessionDoesNotEndTheTransfer() throws Exception {
        RawClient anna = SERVER.login("anna", "a");
        try (Pair pair = connect(name("s6", anna, "berta@localhost/b"))) {
            activate(anna, "s6", "berta@localhost/b");
            anna.leave();
            pair.requester().send("still here");
            assertThat(pair.target().receiveText(10)).isEqualTo("still here");
        }
    }

    @Test
    void aThirdConnectionIsRefusedBeforeAndAfterTheActivation() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                Pair pair = connect(name("s7", anna, "berta@localhost/b"));
                SocksClient third = new SocksClient(port());
                SocksClient fourth = new SocksClient(port())) {
            assertThat(third.ask(name("s7", anna, "berta@localhost/b"))).isEqualTo(2);
            assertThat(third.isClosedByProxy()).isTrue();
            activate(anna, "s7", "berta@localhost/b");
            assertThat(fourth.ask(name("s7", anna, "berta@localhost/b"))).isEqualTo(2);
            pair.requester().send("undisturbed");
            assertThat(pair.target().receiveText(11)).isEqualTo("undisturbed");
        }
    }

    @Test
    void whoLeavesBeforeTheActivationMakesPlaceForAnother() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                SocksClient target = SocksClient.connected(port(), name("s8", anna, "berta@localhost/b"))) {
            SocksClient gone = SocksClient.connected(port(), name("s8", anna, "berta@localhost/b"));
            gone.close();
            await().atMost(PATIENCE).until(() -> relay().connections() == 1);
            assertThat(Errors.condition(activate(anna, "s8", "berta@localhost/b")))
                    .isEqualTo("not-allowed");
            try (SocksClient requester = SocksClient.connected(port(), name("s8", anna, "berta@localhost/b"))) {
                activate(anna, "s8", "berta@localhost/b");
                requester.send("hello");
                assertThat(target.receiveText(5)).isEqualTo("hello");
            }
        }
        await().atMost(PATIENCE).until(() -> relay().transfers().isEmpty());
    }

    /** XEP-0065 §6.3.5. */
    @Test
    void onlyTheRequesterActivates() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                RawClient other = SERVER.login("anna", "other");
                RawClient stranger = SERVER.login("carla", "c");
                Pair pair = connect(name("s9", anna, "berta@localhost/b"))) {
            assertThat(Errors.condition(activate(stranger, "s9", "berta@localhost/b")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(activate(other, "s9", "berta@localhost/b")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(activate(anna, "s9", "berta@localhost/other")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(activate(anna, "s10", "berta@localhost/b")))
                    .isEqualTo("item-not-found");
            assertThat(activate(anna, "s9", "berta@localhost/b").attribute("type"))
                    .contains("result");
            assertThat(Errors.condition(activate(anna, "s9", "berta@localhost/b")))
                    .isEqualTo("not-allowed");
            assertThat(pair.requester().socket().isClosed()).isFalse();
        }
    }

    @Test
    void anActivationWithOnlyOneEndIsNotAllowed() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                SocksClient target = SocksClient.connected(port(), name("s11", anna, "berta@localhost/b"))) {
            assertThat(target.socket().isConnected()).isTrue();
            assertThat(Errors.condition(activate(anna, "s11", "berta@localhost/b")))
                    .isEqualTo("not-allowed");
        }
    }

    @Test
    void malformedRequestsAreAnswered() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            String query = "<query xmlns='" + NAMESPACE + "'";
            assertThat(Errors.condition(anna.ask("set", "m1", PROXY, query + "/>")))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(anna.ask("set", "m2", PROXY, query + " sid='x'/>")))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(activate(anna, "x", "@@"))).isEqualTo("bad-request");
            assertThat(Errors.condition(anna.ask("get", "m3", "someone@" + PROXY, query + "/>")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(anna.ask("get", "m4", PROXY, "<x xmlns='urn:example:x'/>")))
                    .isEqualTo("service-unavailable");
        }
    }

    @Test
    void anAccountHasOnlySoManyTransfers() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                Pair first = connect(name("t1", anna, "berta@localhost/b"));
                Pair second = connect(name("t2", anna, "berta@localhost/b"));
                Pair third = connect(name("t3", anna, "berta@localhost/b"))) {
            activate(anna, "t1", "berta@localhost/b");
            activate(anna, "t2", "berta@localhost/b");
            assertThat(Errors.condition(activate(anna, "t3", "berta@localhost/b")))
                    .isEqualTo("resource-constraint");
            first.requester().close();
            assertThat(first.target().isClosedByProxy()).isTrue();
            first.target().close();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    activate(anna, "t3", "berta@localhost/b").attribute("type"))
                            .contains("result"));
            assertThat(second.requester().socket().isClosed()).isFalse();
            third.requester().send("now");
            assertThat(third.target().receiveText(3)).isEqualTo("now");
        }
    }

    @Test
    void thereAreOnlySoManyConnections() throws Exception {
        SocksClient[] many = new SocksClient[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = new SocksClient(port());
        }
        await().atMost(PATIENCE).until(() -> relay().connections() == many.length);
        try (SocksClient oneTooMany = new SocksClient(port())) {
            assertThat(oneTooMany.isClosedByProxy()).isTrue();
        }
        for (SocksClient each : many) {
            each.close();
        }
        await().atMost(PATIENCE).until(() -> relay().connections() == 0);
    }

    @Test
    void nonsenseIsClosedAndNothingIsLeftOfIt() throws Exception {
        try (SocksClient browser = new SocksClient(port());
                SocksClient password = new SocksClient(port())) {
            browser.send("GET / HTTP/1.1\r\n\r\n");
            assertThat(browser.isClosedByProxy()).isTrue();
            password.send(5, 1, 2);
            assertThat(password.receive(2)).containsExactly(5, -1);
            assertThat(password.isClosedByProxy()).isTrue();
        }
        await().atMost(PATIENCE).until(() -> relay().connections() == 0);
        assertThat(relay().transfers()).isEmpty();
    }

    @Test
    void theHashIsThatOfTheSpecification() {
        assertThat(TransferName.of(
                        "vj3hs98y", FullJid.of("romeo@montague.lit/orchard"), Jid.of("juliet@capulet.lit/balcony")))
                .isEqualTo("972b7bf47291ca609517f67f86b5081086052dad");
    }
}
