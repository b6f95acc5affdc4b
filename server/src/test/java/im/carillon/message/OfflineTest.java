package im.carillon.message;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits for an account, and which session gets it (XEP-0160, XEP-0313 §5.1.1). */
class OfflineTest {

    private static final String BODY = "<body>x</body>";
    private static final String OFF_THE_RECORD = BODY + "<no-permanent-store xmlns='urn:xmpp:hints'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @RegisterExtension
    static final TestServer WITHOUT_ARCHIVE = new TestServer("""
            [archive]
            enabled = false

            [limits]
            offline_messages = 2
            """);

    private static void send(RawClient sender, String to, String type, String id, String payload) throws Exception {
        sender.send("<message to='" + to + "@localhost' type='" + type + "' id='" + id + "'>" + payload + "</message>");
    }

    private static List<String> wait(RawClient client, int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(client.receive("message").attributeOr("id", ""));
        }
        return ids;
    }

    /** Everything until nothing waits any more: a reader has to be in the same order as the reading. */
    private static List<String> ids(RawClient client, TestServer server) throws Exception {
        try (RawClient last = server.login("last-sender", "s")) {
            last.send("<message to='" + client.address() + "' type='chat' id='last'><body>last</body></message>");
            List<String> ids = new ArrayList<>();
            while (true) {
                String id = client.receive("message").attributeOr("id", "");
                if (id.equals("last")) {
                    return ids;
                }
                ids.add(id);
            }
        }
    }

    private static RawClient available(RawClient client) throws Exception {
        client.send("<presence/>");
        return client;
    }

    @Test
    void theServerSaysThatItKeepsThem() throws Exception {
        try (RawClient client = SERVER.login("asker", "a")) {
            XmlElement info =
                    client.ask("get", "i", "localhost", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
            assertThat(info.firstChild().orElseThrow().children())
                    .extracting(child -> child.attributeOr("var", ""))
                    .contains("msgoffline", "urn:xmpp:sid:0", "urn:xmpp:message-retract:1");
        }
    }

    /** XEP-0160 §3. */
    @Test
    void theTypeAndTheContentDecide() throws Exception {
        SERVER.account("typed");
        try (RawClient sender = SERVER.login("typist", "s")) {
            send(sender, "typed", "normal", "normal", BODY);
            send(sender, "typed", "chat", "chat", BODY);
            send(sender, "typed", "headline", "headline", BODY);
            send(sender, "typed", "groupchat", "groupchat", BODY);
            send(sender, "typed", "error", "error", BODY);
            send(sender, "typed", "chat", "state", "<paused xmlns='http://jabber.org/protocol/chatstates'/>");
            send(sender, "typed", "normal", "unknown", "<x xmlns='urn:example:payload'/>");
            sender.drain();
            try (RawClient typed = available(SERVER.login("typed", "t"))) {
                assertThat(ids(typed, SERVER)).containsExactly("normal", "chat", "unknown");
            }
        }
    }

    @Test
    void manyComeInOrder() throws Exception {
        SERVER.account("hermit");
        List<String> expected = IntStream.range(0, 450).mapToObj(i -> "h" + i).toList();
        try (RawClient sender = SERVER.login("writer", "s")) {
            for (String id : expected) {
                send(sender, "hermit", "chat", id, BODY);
            }
            sender.drain();
        }
        try (RawClient hermit = available(SERVER.login("hermit", "cave"))) {
            assertThat(wait(hermit, 450)).isEqualTo(expected);
        }
    }

    @Test
    void twoSessionsAtOnceGetEachMessageOnce() throws Exception {
        SERVER.account("twin");
        try (RawClient sender = SERVER.login("writer", "t")) {
            for (int i = 0; i < 300; i++) {
                send(sender, "twin", "chat", "t" + i, BODY);
            }
            sender.drain();
        }
        try (RawClient one = SERVER.login("twin", "one");
                RawClient two = SERVER.login("twin", "two")) {
            available(one);
            available(two);
            List<String> all = new ArrayList<>(ids(one, SERVER));
            all.addAll(ids(two, SERVER));
            all.addAll(messagesOf(one));
            all.addAll(messagesOf(two));
            assertThat(all).hasSize(300).doesNotHaveDuplicates();
        }
    }

    private static List<String> messagesOf(RawClient client) throws Exception {
        return client.drain().stream()
                .filter(e -> e.name().equals("message"))
                .map(e -> e.attributeOr("id", ""))
                .toList();
    }

    @Test
    void aClientThatReadsTheArchiveGetsOnlyWhatIsNotThere() throws Exception {
        SERVER.account("modern");
        try (RawClient sender = SERVER.login("writer", "m")) {
            send(sender, "modern", "chat", "archived", BODY);
            send(sender, "modern", "chat", "off-the-record", OFF_THE_RECORD);
            sender.drain();
        }
        try (RawClient modern = available(SERVER.loginInOneTrip("modern", ""))) {
            assertThat(ids(modern, SERVER)).containsExactly("off-the-record");
            modern.leave();
        }
        try (RawClient old = available(SERVER.login("modern", "old"))) {
            assertThat(ids(old, SERVER)).containsExactly("archived");
        }
    }

    @Test
    void whoOnlyCountsWhatIsInTheArchiveHasNotReadIt() throws Exception {
        SERVER.account("counting");
        try (RawClient sender = SERVER.login("writer", "c")) {
            send(sender, "counting", "chat", "counted", BODY);
            sender.ask("get", "p", "localhost", "<ping xmlns='urn:xmpp:ping'/>");
        }
        try (RawClient counting = SERVER.login("counting", "c")) {
            counting.ask(
                    "set",
                    "q",
                    "",
                    "<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>0</max></set></query>");
            assertThat(ids(available(counting), SERVER)).containsExactly("counted");
        }
    }

    @Test
    void withoutAnArchiveTheyAreForEverybody() throws Exception {
        WITHOUT_ARCHIVE.account("modern");
        try (RawClient sender = WITHOUT_ARCHIVE.login("writer", "m")) {
            send(sender, "modern", "chat", "waiting", BODY);
            sender.drain();
        }
        try (RawClient modern = available(WITHOUT_ARCHIVE.loginInOneTrip("modern", ""))) {
            assertThat(wait(modern, 1)).containsExactly("waiting");
        }
    }

    @Test
    void onlySoManyWait() throws Exception {
        WITHOUT_ARCHIVE.account("popular");
        try (RawClient sender = WITHOUT_ARCHIVE.login("writer", "p")) {
            for (int i = 0; i < 2; i++) {
                send(sender, "popular", "chat", "p" + i, BODY);
            }
            assertThat(messagesOf(sender)).isEmpty();
            send(sender, "popular", "chat", "p2", BODY);
            assertThat(Errors.condition(sender.receive("message"))).isEqualTo("service-unavailable");
            try (RawClient popular = available(WITHOUT_ARCHIVE.login("popular", "p"))) {
                assertThat(wait(popular, 2)).containsExactly("p0", "p1");
            }
            send(sender, "popular", "chat", "p3", BODY);
            assertThat(messagesOf(sender)).isEmpty();
        }
    }

    @Test
    void offTheRecordIsNotArchivedAndNotKeptOnceItIsDelivered() throws Exception {
        try (RawClient sender = SERVER.login("secretive", "s");
                RawClient reader = SERVER.online("confidant", "c")) {
            send(sender, "confidant", "chat", "secret", OFF_THE_RECORD);
            XmlElement message = reader.receive("message");
            assertThat(message.attribute("id")).contains("secret");
            assertThat(message.hasChild("urn:xmpp:sid:0", "stanza-id")).isFalse();
        }
    }
}
