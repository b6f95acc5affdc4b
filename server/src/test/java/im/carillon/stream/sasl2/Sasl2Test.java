package im.carillon.stream.sasl2;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.ScramLogin;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0388 and XEP-0386 as a client sees them. */
class Sasl2Test {

    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String BIND2 = "urn:xmpp:bind:0";
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'>"
            + "<software>AwesomeXMPP</software><device>Kiva's Phone</device></user-agent>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @BeforeEach
    void account() {
        SERVER.account("juliet");
    }

    /** XEP-0388 §feature: only on encrypted streams, and beside the features of RFC 6120. */
    @Test
    void theOffer() throws Exception {
        try (RawClient plain = SERVER.connect()) {
            assertThat(plain.open().hasChild(SASL2, "authentication")).isFalse();
        }
        try (RawClient client = SERVER.connectSecurely()) {
            XmlElement features = client.open();
            XmlElement offer = features.child(SASL2, "authentication").orElseThrow();
            assertThat(mechanisms(offer)).contains("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1");
            assertThat(mechanisms(offer)).noneMatch(name -> name.startsWith("HT-"));
            XmlElement inline = offer.child(SASL2, "inline").orElseThrow();
            assertThat(inline.hasChild(BIND2, "bind")).isTrue();
            XmlElement fast = inline.child("urn:xmpp:fast:0", "fast").orElseThrow();
            assertThat(fast.children("urn:xmpp:fast:0", "mechanism"))
                    .extracting(XmlElement::text)
                    .containsExactly("HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE");
            assertThat(features.hasChild("urn:xmpp:sasl-cb:0", "sasl-channel-binding"))
                    .isTrue();
            assertThat(features.hasChild(Namespaces.SASL, "mechanisms")).isTrue();
        }
    }

    /** XEP-0388 §challenge, §success: the stream goes on, its new features follow the success. */
    @Test
    void scramBoundToTheChannel() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            XmlElement offer = client.openAs("juliet@localhost")
                    .child(SASL2, "authentication")
                    .orElseThrow();
            ScramLogin login = ScramLogin.of("SHA-256", "juliet", "juliet").boundTo(client.exporter());
            client.send(authenticate(login.mechanism(), login.first(), AGENT));
            String challenge = receive(client, "challenge").text();
            assertThat(ScramLogin.attributes(challenge)).containsEntry("h", offered(offer));
            client.send("<response xmlns='" + SASL2 + "'>" + login.last(challenge) + "</response>");

            XmlElement success = receive(client, "success");
            assertThat(success.childText(SASL2, "additional-data")).contains(login.expected(challenge));
            assertThat(success.childText(SASL2, "authorization-identifier")).contains("juliet@localhost");
            XmlElement features = client.receive();
            assertThat(features.is(Namespaces.STREAMS, "features")).isTrue();
            assertThat(features.hasChild(Namespaces.BIND, "bind")).isTrue();
            assertThat(features.hasChild(SASL2, "authentication")).isFalse();
            client.bind("balcony");
        }
    }

    /** XEP-0474: what was offered in the list that the client chose from. */
    private static String offered(XmlElement offer) throws Exception {
        String names = mechanisms(offer).stream().sorted().collect(Collectors.joining("\u001E"));
        String all = names + "\u001Ftls-exporter\u001Etls-server-end-point";
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
    }

    /** XEP-0386 §bind-request. */
    @Test
    void aSessionInOneRoundTrip() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(plain("juliet", AGENT + "<bind xmlns='urn:xmpp:bind:0'><tag>AwesomeXMPP</tag></bind>"));
            XmlElement success = receive(client, "success");
            assertThat(success.hasChild(BIND2, "bound")).isTrue();
            assertThat(identifier(success)).startsWith("juliet@localhost/AwesomeXMPP/");
            assertThat(identifier(success)).doesNotContain("d4565fa7");
            assertThat(client.receive().is(Namespaces.STREAMS, "features")).isTrue();

            XmlElement pong = client.ask("get", "p", "localhost", "<ping xmlns='urn:xmpp:ping'/>");
            assertThat(pong.attribute("to")).contains(identifier(success));
        }
    }

    /** XEP-0386 §identifiers, and the end of the earlier session of the same client. */
    @Test
    void aClientKeepsItsResourceAndLosesItsOldSession() throws Exception {
        String bind = "<bind xmlns='urn:xmpp:bind:0'><tag>Phone</tag></bind>";
        try (RawClient first = SERVER.connectSecurely();
                RawClient second = SERVER.connectSecurely();
                RawClient other = SERVER.connectSecurely()) {
            String resource = identifier(first, AGENT + bind);
            assertThat(identifier(second, AGENT + bind)).isEqualTo(resource);
            assertThat(first.awaitEnd().orElseThrow().firstChild().orElseThrow().name())
                    .isEqualTo("conflict");
            assertThat(identifier(other, AGENT.replace("d4565fa7", "00000000") + bind))
                    .isNotEqualTo(resource);
            assertThat(second.drain()).isEmpty();
        }
    }

    @Test
    void withoutAnIdOrATagTheResourceIsRandom() throws Exception {
        try (RawClient first = SERVER.connectSecurely();
                RawClient second = SERVER.connectSecurely()) {
            String bind = "<bind xmlns='urn:xmpp:bind:0'/>";
            assertThat(identifier(first, bind)).isNotEqualTo(identifier(second, bind));
        }
    }

    /** XEP-0388 §failure: the stream goes on as it was. */
    @Test
    void afterAFailureOneMayTryAgain() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(authenticate("PLAIN", encoded("\0juliet\0wrong"), ""));
            assertFailure(client, "not-authorized");
            client.send(authenticate("SCRAM-MD5", "AAAA", ""));
            assertFailure(client, "invalid-mechanism");
            client.send(authenticate("PLAIN", "%%%", ""));
            assertFailure(client, "incorrect-encoding");
            client.send(plain("juliet", ""));
            receive(client, "success");
        }
    }

    @Test
    void theClientMayAbort() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            ScramLogin login = ScramLogin.of("SHA-1", "juliet", "juliet");
            client.send(authenticate(login.mechanism(), login.first(), ""));
            receive(client, "challenge");
            client.send("<abort xmlns='urn:xmpp:sasl:2'><text>changed my mind</text></abort>");
            assertFailure(client, "aborted");
        }
    }

    /** XEP-0388 §during: nothing but responses. */
    @Test
    void nothingElseDuringTheExchange() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'/>");
            assertThat(receive(client, "challenge").text()).isEmpty();
            client.send("<presence/>");
            assertThat(client.awaitEnd()).isPresent();
        }
    }

    /** XEP-0388 §initiation: the address in the header is the one that logs in. */
    @Test
    void theStreamBelongsToTheAccountItNames() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connectSecurely()) {
            client.openAs("romeo@localhost");
            client.send(plain("juliet", ""));
            assertFailure(client, "invalid-authzid");
            client.send(plain("romeo", ""));
            receive(client, "success");
        }
        try (RawClient client = SERVER.connectSecurely()) {
            client.openHeader("romeo@elsewhere.example");
            assertThat(client.awaitEnd()
                            .orElseThrow()
                            .firstChild()
                            .orElseThrow()
                            .name())
                    .isEqualTo("invalid-from");
        }
    }

    @Test
    void theIdOfAUserAgentIsAUuid() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(plain("juliet", "<user-agent id='my phone'/>"));
            assertFailure(client, "malformed-request");
        }
    }

    /** XEP-0388 §multiple. */
    @Test
    void nobodyLogsInTwice() throws Exception {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(plain("juliet", ""));
            receive(client, "success");
            client.send(plain("juliet", ""));
            assertThat(client.awaitEnd()).isPresent();
        }
    }

    private static String identifier(RawClient client, String children) throws IOException {
        client.open();
        client.send(plain("juliet", children));
        return identifier(receive(client, "success"));
    }

    private static String identifier(XmlElement success) {
        return success.childText(SASL2, "authorization-identifier").orElseThrow();
    }

    private static List<String> mechanisms(XmlElement offer) {
        return offer.children(SASL2, "mechanism").stream().map(XmlElement::text).toList();
    }

    /** The next element, which has to be that one. */
    private static XmlElement receive(RawClient client, String name) throws IOException {
        XmlElement element = client.receive();
        assertThat(element.is(SASL2, name)).as("%s", element).isTrue();
        return element;
    }

    private static void assertFailure(RawClient client, String condition) throws IOException {
        assertThat(receive(client, "failure").childIn(Namespaces.SASL).map(XmlElement::name))
                .contains(condition);
    }

    private static String plain(String name, String children) {
        return authenticate("PLAIN", encoded("\0" + name + "\0" + name), children);
    }

    private static String authenticate(String mechanism, String response, String children) {
        return "<authenticate xmlns='" + SASL2 + "' mechanism='" + mechanism + "'><initial-response>" + response
                + "</initial-response>" + children + "</authenticate>";
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
