package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two clients, one resource (RFC 6120 §7.7.2.2), and too many of them (§7.7.2.1). */
class ResourceConflictTest {

    @Nested
    class WhenTheNewerReplaces {

        @RegisterExtension
        static final TestServer SERVER = new TestServer("""

            [session]
            per_account = 2
            """);

        @Test
        void theOlderIsToldAndGoes() throws Exception {
            try (RawClient older = SERVER.online("romeo", "orchard");
                    RawClient newer = SERVER.online("romeo", "orchard")) {
                assertThat(older.awaitEnd().orElseThrow().hasChild(Namespaces.STREAM_ERRORS, "conflict"))
                        .isTrue();
                newer.send("<message to='romeo@localhost/orchard' type='chat'><body>x</body></message>");
                newer.receive("message");
            }
        }

        @Test
        void oneSessionTooManyIsRefused() throws Exception {
            try (RawClient one = SERVER.login("juliet", "one");
                    RawClient two = SERVER.login("juliet", "two");
                    RawClient three = SERVER.connect()) {
                three.open();
                three.authenticate("juliet", "juliet");
                three.open();
                assertThat(bindError(three, "three")).isEqualTo("resource-constraint");
                // it can still take the place of another
                three.bind("two");
                two.awaitEnd();
                one.drain();
            }
        }
    }

    @Nested
    class WhenTheNewerIsRejected {

        @RegisterExtension
        static final TestServer SERVER = new TestServer("""

            [session]
            conflict = "reject"
            """);

        @Test
        void theOlderStaysAndTheNewerMayChooseAnother() throws Exception {
            try (RawClient older = SERVER.online("romeo", "orchard");
                    RawClient newer = SERVER.connect()) {
                newer.open();
                newer.authenticate("romeo", "romeo");
                newer.open();
                assertThat(bindError(newer, "orchard")).isEqualTo("conflict");
                newer.bind("other");
                older.drain();
            }
        }
    }

    private static String bindError(RawClient client, String resource) throws Exception {
        client.send("<iq type='set' id='b'><bind xmlns='" + Namespaces.BIND + "'><resource>" + resource
                + "</resource></bind></iq>");
        return client.receive("iq")
                .child(Namespaces.CLIENT, "error")
                .flatMap(e -> e.childIn(Namespaces.STANZA_ERRORS))
                .map(XmlElement::name)
                .orElse("none");
    }
}
