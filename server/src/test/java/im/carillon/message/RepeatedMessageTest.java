package im.carillon.message;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client sends again what it does not know to be handled; the other side gets it once. */
class RepeatedMessageTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String ID = "8d1c6ab2-0c2f-4e5b";

    private static String said(String to, String id, String text) {
        return "<message to='" + to + "@localhost' type='chat' id='" + id + "'><body>" + text + "</body></message>";
    }

    private static String withOrigin(String to, String origin, String text) {
        return "<message to='" + to + "@localhost' type='chat' id='" + System.nanoTime() + "'><body>" + text
                + "</body><origin-id xmlns='urn:xmpp:sid:0' id='" + origin + "'/></message>";
    }

    private static List<String> bodies(RawClient client) throws Exception {
        return client.drain().stream()
                .filter(e -> e.name().equals("message"))
                .map(e -> e.childText("jabber:client", "body").orElse(""))
                .toList();
    }

    @Test
    void theSameOriginIdIsDeliveredOnce() throws Exception {
        try (RawClient sender = SERVER.online("origin-sender", "s");
                RawClient reader = SERVER.online("origin-reader", "r");
                RawClient other = SERVER.online("origin-other", "o")) {
            String message = withOrigin("origin-reader", "o1", "once");
            sender.send(message
                    + message
                    + withOrigin("origin-reader", "o1", "once")
                    + withOrigin("origin-reader", "o1", "changed")
                    + withOrigin("origin-other", "o1", "once"));
            assertThat(bodies(sender)).isEmpty();
            assertThat(bodies(reader)).containsExactly("once", "changed");
            assertThat(bodies(other)).containsExactly("once");
        }
    }

    @Test
    void theSameIdFromANewSessionIsDeliveredOnce() throws Exception {
        String message = said("id-reader", ID, "hello");
        try (RawClient reader = SERVER.online("id-reader", "r")) {
            try (RawClient sender = SERVER.online("id-sender", "s")) {
                sender.send(message + message);
                sender.drain();
                assertThat(bodies(reader)).containsExactly("hello", "hello");
            }
            try (RawClient again = SERVER.online("id-sender", "s")) {
                again.send(message + said("id-reader", ID, "another"));
                again.drain();
                assertThat(bodies(reader)).containsExactly("another");
            }
        }
    }

    @Test
    void aRestartDoesNotMakeItNew() throws Exception {
        SERVER.account("restart-reader");
        String id = said("restart-reader", "m1", "by id");
        String origin = withOrigin("restart-reader", "o1", "by origin-id");
        try (RawClient sender = SERVER.online("restart-sender", "s")) {
            sender.send(id + origin);
            sender.drain();
        }
        SERVER.stop();
        SERVER.start();
        try (RawClient sender = SERVER.online("restart-sender", "s")) {
            sender.send(id + origin);
            sender.drain();
        }
        try (RawClient reader = SERVER.login("restart-reader", "r")) {
            reader.send("<presence/>");
            assertThat(reader.receive("message").childText("jabber:client", "body"))
                    .contains("by id");
            assertThat(reader.receive("message").childText("jabber:client", "body"))
                    .contains("by origin-id");
            assertThat(bodies(reader)).isEmpty();
        }
    }
}
