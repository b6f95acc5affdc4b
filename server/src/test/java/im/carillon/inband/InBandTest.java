package im.carillon.inband;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.jid.FullJid;
import im.carillon.session.SessionRegistry;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0047: files inside streams. */
class InBandTest {

    private static final String NAMESPACE = "http://jabber.org/protocol/ibb";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BLOCK = "QUJD".repeat(8_192);

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""
            [limits]
            stanza_size = "60 KiB"
            outbox_size = "2 MiB"
            in_band_rate = "0 B"
            """);

    private static String data(int seq) {
        return "<data xmlns='" + NAMESPACE + "' seq='" + seq + "' sid='s1'>" + BLOCK + "</data>";
    }

    private static String message(int seq, String to) {
        return "<message to='" + to + "' id='m" + seq + "'>" + data(seq) + "</message>";
    }

    private static String iq(int seq, String to) {
        return "<iq type='set' to='" + to + "' id='i" + seq + "'>" + data(seq) + "</iq>";
    }

    private static boolean isConnected(RawClient client) {
        return SERVER.server().get(SessionRegistry.class).find(client.address()).isPresent();
    }

    private static int seq(XmlElement stanza) {
        return Integer.parseInt(
                stanza.child(NAMESPACE, "data").orElseThrow().attribute("seq").orElseThrow());
    }

    private static boolean isData(XmlElement stanza) {
        return stanza.hasChild(NAMESPACE, "data")
                && !stanza.attributeOr("type", "").equals("error");
    }

    @Test
    void aStreamPassesAsItIsAndInOrder() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b")) {
            String to = berta.address().toString();
            String open = "<open xmlns='" + NAMESPACE + "' sid='s1' block-size='4096' stanza='message'/>";
            anna.send("<iq type='set' id='o' to='" + to + "'>" + open + "</iq>");
            assertThat(berta.receive("iq")
                            .child(NAMESPACE, "open")
                            .orElseThrow()
                            .attribute("stanza"))
                    .contains("message");
            for (int i = 0; i < 20; i++) {
                anna.send(i % 2 == 0 ? iq(i, to) : message(i, to));
            }
            anna.send("<iq type='set' id='c' to='" + to + "'><close xmlns='" + NAMESPACE + "' sid='s1'/></iq>");
            for (int i = 0; i < 20; i++) {
                XmlElement block = berta.receive(any -> true);
                assertThat(seq(block)).isEqualTo(i);
                assertThat(block.child(NAMESPACE, "data").orElseThrow().text()).isEqualTo(BLOCK);
            }
            assertThat(berta.receive().hasChild(NAMESPACE, "close")).isTrue();
            berta.send("<iq type='result' id='c' to='" + anna.address() + "'/>");
            assertThat(anna.receive("iq").attribute("id")).contains("c");
        }
    }

    @Test
    void blocksAreNeitherCopiedNorKept() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b");
                RawClient phone = SERVER.online("berta", "phone")) {
            phone.ask("set", "e", "", "<enable xmlns='urn:xmpp:carbons:2'/>");
            anna.send("<message type='chat' to='" + berta.address() + "' id='x'>" + data(0) + "</message>");
            berta.receive(InBandTest::isData);
            assertThat(phone.drain()).noneMatch(each -> each.toString().contains(NAMESPACE));
            phone.send("<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'/></iq>");
            StringBuilder seen = new StringBuilder();
            phone.receive(each -> {
                seen.append(each);
                return each.attributeOr("id", "").equals("q");
            });
            assertThat(seen).doesNotContain(NAMESPACE);
        }
    }

    @Test
    void whoIsNotThereGetsNothingAndTheSenderIsToldToWait() throws Exception {
        SERVER.account("berta");
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient phone = SERVER.online("berta", "phone")) {
            anna.send(iq(1, "berta@localhost/gone"));
            XmlElement error = anna.receive("iq");
            assertThat(Errors.condition(error)).isEqualTo("recipient-unavailable");
            anna.send(message(2, "berta@localhost/gone"));
            assertThat(Errors.condition(anna.receive("message"))).isEqualTo("recipient-unavailable");
            assertThat(phone.drain()).noneMatch(InBandTest::isData);
        }
    }

    @Test
    void blocksThatWouldEndTheStreamAreRefusedBeforeTheyAreSent() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b")) {
            XmlElement refusal = anna.ask(
                    "set",
                    "o",
                    berta.address().toString(),
                    "<open xmlns='" + NAMESPACE + "' sid='s1' block-size='65535'/>");
            assertThat(Errors.condition(refusal)).isEqualTo("resource-constraint");
            assertThat(refusal.toString()).contains("type='modify'").contains("take smaller blocks");
        }
    }

    /** 48 MiB that nobody reads: the recipient keeps its connection, and its memory is bounded. */
    @Test
    void aFloodToWhomReadsNothingEndsInErrorsForTheSender() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b");
                RawClient carla = SERVER.online("carla", "c")) {
            String to = berta.address().toString();
            CompletableFuture<Void> flood = sending(anna, to, 1_500);
            XmlElement error = anna.receive(each -> each.attributeOr("type", "").equals("error"));
            assertThat(Errors.condition(error)).isEqualTo("resource-constraint");
            assertThat(error.child("jabber:client", "error").orElseThrow().attribute("type"))
                    .contains("wait");
            // others talk to both, and the sender to others
            carla.send("<message type='chat' to='" + to + "' id='hi'><body>hello</body></message>");
            flood.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            anna.send("<message type='chat' to='" + carla.address() + "'><body>still there</body></message>");
            assertThat(carla.receive("message").toString()).contains("still there");
            assertThat(isConnected(berta)).isTrue();
            int waiting = SERVER.server().get(SessionRegistry.class).find(FullJid.of(to)).orElseThrow().stream()
                    .waiting();
            assertThat(waiting).isLessThan(1 << 20);
            int last = -1;
            while (true) {
                XmlElement next = berta.receive("message");
                if (!isData(next)) {
                    assertThat(next.toString()).contains("hello");
                    break;
                }
                assertThat(seq(next)).isGreaterThan(last);
                last = seq(next);
            }
        }
    }

    /** 32 MiB without waiting for anything: all of it arrives. */
    @Test
    void aSenderThatIsFasterThanTheRecipientIsHeldBack() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b")) {
            int blocks = 800;
            CompletableFuture<Void> flood = sending(anna, berta.address().toString(), blocks);
            for (int i = 0; i < blocks; i++) {
                assertThat(seq(berta.receive(InBandTest::isData))).isEqualTo(i);
            }
            flood.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            assertThat(anna.drain()).isEmpty();
        }
    }

    private static CompletableFuture<Void> sending(RawClient client, String to, int blocks) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int i = 0; i < blocks; i++) {
                            client.send(message(i, to));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                runnable -> Thread.ofVirtual().start(runnable));
    }

    /** Whoever waits for each answer has at most one block in front of what it says. */
    @Test
    void aSenderThatWaitsForAnswersChatsAsBefore() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b");
                RawClient carla = SERVER.online("carla", "c")) {
            String to = berta.address().toString();
            for (int i = 0; i < 100; i++) {
                anna.send(iq(i, to));
                anna.send("<message type='chat' to='" + to + "'><body>" + i + "</body></message>");
                anna.send("<message type='chat' to='" + carla.address() + "'><body>" + i + "</body></message>");
                assertThat(seq(berta.receive())).isEqualTo(i);
                assertThat(berta.receive("message").childText("jabber:client", "body"))
                        .contains("" + i);
                assertThat(carla.receive("message").childText("jabber:client", "body"))
                        .contains("" + i);
                berta.send("<iq type='result' id='i" + i + "' to='" + anna.address() + "'/>");
                int answered = i;
                anna.receive(each -> each.attributeOr("id", "").equals("i" + answered));
            }
        }
    }

    @Test
    void aClientThatIsExpectedBackTakesNoFiles() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b")) {
            String to = berta.address().toString();
            berta.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
            berta.receive("enabled");
            berta.close();
            await().atMost(PATIENCE)
                    .until(() -> !SERVER.server()
                            .get(SessionRegistry.class)
                            .find(FullJid.of(to))
                            .orElseThrow()
                            .isConnected());
            anna.send(iq(1, to));
            assertThat(Errors.condition(anna.receive("iq"))).isEqualTo("recipient-unavailable");
        }
    }
}
