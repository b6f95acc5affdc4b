package im.carillon.message;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages on their way while their recipient arrives: between "offline" and "online" nothing is lost. */
class ArrivalTest {

    private static final int ROUNDS = 40;
    private static final int FLOOD = 600;

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String message(String to, String id) {
        return "<message to='" + to + "' type='chat' id='" + id + "'><body>" + id + "</body></message>";
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    private static List<String> receive(RawClient client, int count) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(client.receive("message").attributeOr("id", ""));
        }
        return ids;
    }

    @Test
    void aMessageThatWasNotYetStoredWhenItsRecipientCameIsDeliveredAtOnce() throws Exception {
        try (RawClient sender = SERVER.login("postman", "p")) {
            for (int round = 0; round < ROUNDS; round++) {
                try (RawClient arriving = SERVER.login("arriving", "a")) {
                    sender.send(message("arriving@localhost", "m" + round));
                    arriving.send("<presence/>");
                    assertThat(arriving.receive("message").attributeOr("id", ""))
                            .isEqualTo("m" + round);
                }
            }
        }
    }

    @Test
    void whatWaitedComesBeforeWhatIsNew() throws Exception {
        try (RawClient sender = SERVER.login("talker", "t");
                RawClient arriving = SERVER.login("late", "l")) {
            List<String> ids = ids(FLOOD);
            StringBuilder all = new StringBuilder();
            for (String id : ids) {
                all.append(message("late@localhost", id));
                if (id.equals("m200")) {
                    sender.send(all.toString());
                    all.setLength(0);
                    arriving.send("<presence/>");
                }
            }
            sender.send(all.toString());
            assertThat(receive(arriving, FLOOD)).isEqualTo(ids);
        }
    }

    @Test
    void whatIsStoredWhileTheRecipientComesIsDeliveredOnce() throws Exception {
        try (RawClient sender = SERVER.login("writer", "w");
                RawClient reader = SERVER.login("reader", "r")) {
            int said = 0;
            for (int round = 0; round < ROUNDS; round++) {
                StringBuilder all = new StringBuilder();
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    String id = "m" + said++;
                    ids.add(id);
                    all.append(message("reader@localhost", id));
                }
                sender.send(all.toString());
                reader.send("<presence/>");
                assertThat(receive(reader, ids.size())).isEqualTo(ids);
                reader.send("<presence type='unavailable'/>");
                reader.ask("get", "p" + round, "localhost", "<ping xmlns='urn:xmpp:ping'/>");
            }
            reader.send(message("reader@localhost/r", "last"));
            assertThat(receive(reader, 1)).containsExactly("last");
        }
    }

    @Test
    void anotherDeviceThatArrivesInTheMiddleGetsEachMessageAtMostOnce() throws Exception {
        try (RawClient sender = SERVER.login("speaker", "s");
                RawClient there = SERVER.login("two-devices", "t");
                RawClient arriving = SERVER.login("two-devices", "u")) {
            there.send("<presence/>");
            there.receive("presence");
            StringBuilder all = new StringBuilder();
            ids(FLOOD).forEach(id -> all.append(message("two-devices@localhost", id)));
            sender.send(all.toString());
            arriving.send("<presence/>");
            assertThat(receive(there, FLOOD)).isEqualTo(ids(FLOOD));

            sender.send(message("two-devices@localhost", "last"));
            List<String> got = new ArrayList<>();
            while (!got.contains("last")) {
                got.addAll(receive(arriving, 1));
            }
            assertThat(got).doesNotHaveDuplicates();
            assertThat(got.subList(0, got.size() - 1))
                    .isSubsetOf(ids(FLOOD))
                    .isSortedAccordingTo((a, b) ->
                            Integer.compare(Integer.parseInt(a.substring(1)), Integer.parseInt(b.substring(1))));
        }
    }
}
