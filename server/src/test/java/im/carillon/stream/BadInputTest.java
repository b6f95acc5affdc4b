package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broken or hostile client gets, and that nobody else notices. */
class BadInputTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='"
            + Namespaces.STREAMS + "' to='localhost' version='1.0'>";

    private RawClient juliet;
    private RawClient nurse;

    @BeforeEach
    void bystanders() throws Exception {
        juliet = SERVER.online("juliet", "balcony");
        nurse = SERVER.online("nurse", "chamber");
    }

    /** Two who have nothing to do with it can talk after each of these. */
    @AfterEach
    void bystandersStillTalk() throws Exception {
        try (RawClient speaker = nurse;
                RawClient listener = juliet) {
            speaker.send("<message to='juliet@localhost/balcony' type='chat' id='after'><body>Madam!</body></message>");
            assertThat(listener.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("Madam!");
        }
    }

    private static String condition(Optional<XmlElement> streamError) {
        return streamError
                .flatMap(e -> e.childIn(Namespaces.STREAM_ERRORS))
                .map(XmlElement::name)
                .orElse("none");
    }

    private static String stanzaCondition(XmlElement stanza) {
        assertThat(stanza.attribute("type")).contains("error");
        return stanza.child(Namespaces.CLIENT, "error")
                .flatMap(e -> e.childIn(Namespaces.STANZA_ERRORS))
                .map(XmlElement::name)
                .orElse("none");
    }

    private static String endOf(String sent) throws IOException {
        return endOf(sent.getBytes(StandardCharsets.UTF_8));
    }

    private static String endOf(byte[] sent) throws IOException {
        try (RawClient client = SERVER.connect()) {
            client.send(sent);
            return condition(client.awaitEnd());
        }
    }

    /** RFC 6120 §4.9.3, before there is a stream: a header comes first, or the error could not be read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello|not-well-formed",
                "GET / HTTP/1.1|not-well-formed",
                "</stream:stream>|not-well-formed",
                "<!DOCTYPE stream [<!ENTITY a 'b'>]>|restricted-xml",
                "<!-- hello -->|restricted-xml",
                "<?xml version='1.0' encoding='ISO-8859-1'?>|unsupported-encoding",
                "<stream:stream to='localhost' version='1.0' xmlns='jabber:client'>|bad-namespace-prefix",
                "<stream:stream to='localhost' to='localhost'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'>|not-well-formed"
            })
    void beforeTheHeader(String sent, String condition) throws Exception {
        assertThat(endOf(sent)).isEqualTo(condition);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xmlns='jabber:client' xmlns:stream='urn:wrong' to='localhost' version='1.0'|invalid-namespace",
                "xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' to='localhost'"
                        + " version='1.0'|invalid-namespace",
                "xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'|invalid-namespace",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.net'"
                        + " version='1.0'|host-unknown",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='@@'"
                        + " version='1.0'|host-unknown",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='a@localhost'"
                        + " version='1.0'|host-unknown",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                        + " version='1.0'|improper-addressing",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
                        + " to='localhost'|unsupported-version",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost'"
                        + " version='0.9'|unsupported-version",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost'"
                        + " version='1.'|unsupported-version",
                "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost'"
                        + " version='one'|unsupported-version"
            })
    void aWrongHeader(String attributes, String condition) throws Exception {
        assertThat(endOf("<stream:stream " + attributes + ">")).isEqualTo(condition);
    }

    @Test
    void anotherRootElement() throws Exception {
        assertThat(endOf("<stream:flow xmlns='jabber:client' xmlns:stream='" + Namespaces.STREAMS
                        + "' to='localhost' version='1.0'>"))
                .isEqualTo("bad-format");
    }

    /** RFC 6120 §4.7.5: the lower version of the two holds. */
    @Test
    void aLaterVersionIsAnsweredWithOurs() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send(HEADER.replace("version='1.0'>", "version='2.10'>"));
            assertThat(client.receive().is(Namespaces.STREAMS, "features")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message to='juliet@localhost'><body>x</body></message>|not-authorized",
                "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>|not-authorized",
                "<presence/>|not-authorized",
                "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>|not-authorized",
                "<unknown xmlns='urn:example'/>|not-authorized",
                "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>|not-authorized",
                "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>|not-authorized",
                "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><x/></starttls>|bad-format",
                "text|bad-format",
                "<a><b></a></b>|not-well-formed",
                "<a b='1' b='2'/>|not-well-formed",
                "<a>&#0;</a>|not-well-formed",
                "<a>&lol;</a>|restricted-xml",
                "<a><!-- --></a>|restricted-xml",
                "<a><?b?></a>|restricted-xml",
                "<a><!DOCTYPE b></a>|restricted-xml",
                "<x:a/>|bad-namespace-prefix",
                "<a><xml:b/></a>|bad-format"
            })
    void beforeLogin(String sent, String condition) throws Exception {
        assertThat(endOf(HEADER + sent)).isEqualTo(condition);
    }

    @Test
    void moreThanIsAllowedBeforeLogin() throws Exception {
        assertThat(endOf(HEADER + "<a>" + "x".repeat(11_000) + "</a>")).isEqualTo("policy-violation");
        assertThat(endOf(HEADER + "<a>" + "x".repeat(11_000))).isEqualTo("policy-violation");
        assertThat(endOf(HEADER + "<a>".repeat(70))).isEqualTo("policy-violation");
        assertThat(endOf(HEADER + "<" + "a".repeat(300) + "/>")).isEqualTo("policy-violation");
        assertThat(endOf(HEADER.replace("to='localhost'", "to='" + "a".repeat(9_000) + "'")))
                .isEqualTo("policy-violation");
        StringBuilder flood = new StringBuilder(HEADER).append("<a");
        for (int i = 0; i < 65; i++) {
            flood.append(" b").append(i).append("=''");
        }
        assertThat(endOf(flood.append("/>").toString())).isEqualTo("policy-violation");
    }

    @Test
    void bytesThatAreNotUtf8() throws Exception {
        byte[] bytes = (HEADER + "<a>xx</a>").getBytes(StandardCharsets.UTF_8);
        bytes[HEADER.length() + 3] = (byte) 0xc0;
        bytes[HEADER.length() + 4] = (byte) 0x80;
        assertThat(endOf(bytes)).isEqualTo("unsupported-encoding");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a><b></a></b>|not-well-formed",
                "<message><body>some text, then &#x1;</body></message>|not-well-formed",
                "<message>&lol;</message>|restricted-xml",
                "<message><xml:body/></message>|bad-format",
                "<x:message/>|bad-namespace-prefix",
                "<unknown/>|unsupported-stanza-type",
                "<message xmlns='jabber:server'/>|unsupported-stanza-type",
                "<message xmlns=''/>|unsupported-stanza-type",
                "<message from='juliet@localhost' to='nurse@localhost'><body>forged</body></message>|invalid-from",
                "<presence from='localhost'/>|invalid-from",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYQ==</auth>|policy-violation",
                "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>|not-authorized"
            })
    void afterLogin(String sent, String condition) throws Exception {
        try (RawClient client = SERVER.login("romeo", "orchard")) {
            client.send(sent);
            assertThat(condition(client.awaitEnd())).isEqualTo(condition);
        }
    }

    @Test
    void aStanzaAtTheLimitPassesAndALargerOneEndsTheStream() throws Exception {
        String open = "<message to='romeo@localhost/orchard' type='chat' id='big'><body>";
        String close = "</body></message>";
        int room = 256 * 1024 - open.length() - close.length();
        try (RawClient client = SERVER.login("romeo", "orchard")) {
            client.send(open + "x".repeat(room) + close);
            XmlElement echo = client.receive("message");
            assertThat(echo.childText(Namespaces.CLIENT, "body").orElseThrow()).hasSize(room);
            client.send(open + "x".repeat(room + 1) + close);
            assertThat(condition(client.awaitEnd())).isEqualTo("policy-violation");
        }
    }

    @Test
    void aSlowWriterIsUnderstood() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.send(HEADER);
            client.receive();
            for (byte b : "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='NONE'/>"
                    .getBytes(StandardCharsets.UTF_8)) {
                client.send(new byte[] {b});
            }
            assertThat(client.receive().hasChild(Namespaces.SASL, "invalid-mechanism"))
                    .isTrue();
        }
    }

    /** RFC 6120 §6.5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>!!!</auth>|incorrect-encoding",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AA=</auth>|incorrect-encoding",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>=</auth>|malformed-request",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='NONE'/>|invalid-mechanism",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>|invalid-mechanism",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"
                        + " mechanism='PLAIN'>AG5vYm9keQBub2JvZHk=</auth>|not-authorized"
            })
    void aFailedLoginLeavesTheStreamOpen(String auth, String condition) throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.send(auth);
            XmlElement failure = client.receive();
            assertThat(failure.is(Namespaces.SASL, "failure")).isTrue();
            assertThat(failure.children().getFirst().name()).isEqualTo(condition);
            SERVER.account("romeo");
            client.authenticate("romeo", "romeo");
        }
    }

    @Test
    void anAbortedExchangeCanBeginAgain() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.send(
                    "<auth xmlns='" + Namespaces.SASL + "' mechanism='SCRAM-SHA-1'>biwsbj1yb21lbyxyPWFiYw==</auth>");
            assertThat(client.receive().is(Namespaces.SASL, "challenge")).isTrue();
            client.send("<abort xmlns='" + Namespaces.SASL + "'/>");
            assertThat(client.receive().hasChild(Namespaces.SASL, "aborted")).isTrue();
            SERVER.account("romeo");
            client.authenticate("romeo", "romeo");
        }
    }

    @Test
    void aStanzaInsideAnExchangeEndsTheStream() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.send(
                    "<auth xmlns='" + Namespaces.SASL + "' mechanism='SCRAM-SHA-1'>biwsbj1yb21lbyxyPWFiYw==</auth>");
            client.receive();
            client.send("<presence/>");
            assertThat(condition(client.awaitEnd())).isEqualTo("not-authorized");
        }
    }

    @Test
    void tooManyFailuresEndTheStream() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.send(("<auth xmlns='" + Namespaces.SASL + "' mechanism='NONE'/>").repeat(5));
            assertThat(condition(client.awaitEnd())).isEqualTo("policy-violation");
        }
    }

    @Test
    void anElementInsteadOfTheNewHeaderAfterLogin() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("romeo", "romeo");
            client.expectHeader();
            client.send("<presence/>");
            assertThat(condition(client.awaitEnd())).isEqualTo("invalid-namespace");
        }
    }

    /** RFC 6120 §6.3.2, §7.3.2: what is offered depends on how far the stream has come. */
    @Test
    void featuresFollowTheState() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            XmlElement first = client.open();
            assertThat(first.hasChild(Namespaces.TLS, "starttls")).isTrue();
            assertThat(first.hasChild(Namespaces.SASL, "mechanisms")).isTrue();
            assertThat(first.hasChild(Namespaces.BIND, "bind")).isFalse();
            client.authenticate("romeo", "romeo");
            XmlElement second = client.open();
            assertThat(second.hasChild(Namespaces.BIND, "bind")).isTrue();
            assertThat(second.hasChild(Namespaces.SASL, "mechanisms")).isFalse();
            assertThat(second.hasChild(Namespaces.TLS, "starttls")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>|bad-request",
                "<iq type='get' id=''><ping xmlns='urn:xmpp:ping'/></iq>|bad-request",
                "<iq type='get' id='1'/>|bad-request",
                "<iq type='get' id='1'>text</iq>|bad-request",
                "<iq type='get' id='1'><a xmlns='u'/><b xmlns='u'/></iq>|bad-request",
                "<iq id='1'><ping xmlns='urn:xmpp:ping'/></iq>|bad-request",
                "<iq type='take' id='1'><ping xmlns='urn:xmpp:ping'/></iq>|bad-request",
                "<iq type='get' id='1'><nothing xmlns='urn:example:nothing'/></iq>|service-unavailable",
                "<iq type='get' id='1' to='localhost'><nothing xmlns='urn:example:nothing'/></iq>|service-unavailable",
                "<iq type='get' id='1' to='juliet@localhost/gone'><ping"
                        + " xmlns='urn:xmpp:ping'/></iq>|service-unavailable",
                "<iq type='get' id='1' to='nobody@localhost'><ping xmlns='urn:xmpp:ping'/></iq>|service-unavailable",
                "<iq type='get' id='1' to='example.net'><ping xmlns='urn:xmpp:ping'/></iq>|remote-server-not-found",
                "<iq type='get' id='1' to='a@@b'><ping xmlns='urn:xmpp:ping'/></iq>|jid-malformed",
                "<iq type='get' id='1' to=''><ping xmlns='urn:xmpp:ping'/></iq>|jid-malformed",
                "<message to='@localhost' id='1'><body>x</body></message>|jid-malformed",
                "<message to='a b@localhost' id='1'><body>x</body></message>|jid-malformed",
                "<message to='juliet@localhost/' id='1'><body>x</body></message>|jid-malformed",
                "<message to='nobody@localhost' id='1'><body>x</body></message>|service-unavailable",
                "<message to='nobody@localhost/x' id='1' type='chat'><body>x</body></message>|service-unavailable",
                "<message to='a@example.net' id='1'><body>x</body></message>|remote-server-not-found",
                "<message to='localhost' id='1'><body>x</body></message>|service-unavailable",
                "<presence to='a@example.net' id='1' type='subscribe'/>|remote-server-not-found",
                "<presence to='/x' id='1'/>|jid-malformed",
                "<presence type='absent' id='1'/>|bad-request",
                "<presence id='1'><priority>128</priority></presence>|bad-request",
                "<presence id='1'><priority>high</priority></presence>|bad-request"
            })
    void aStanzaThatIsWrongIsAnsweredAndTheStreamLives(String sent, String condition) throws Exception {
        try (RawClient client = SERVER.online("romeo", "orchard")) {
            client.send(sent);
            XmlElement error = client.receive(e -> e.attributeOr("type", "").equals("error"));
            assertThat(stanzaCondition(error)).isEqualTo(condition);
            assertThat(error.attributeOr("to", "")).startsWith("romeo@localhost");
            assertThat(client.drain()).isEmpty();
        }
    }

    /** RFC 6120 §8.2.3, §8.3.1: an answer is never answered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<iq type='result' id='1'/>",
                "<iq type='result' id='1' to='juliet@localhost/gone'/>",
                "<iq type='error' id='1' to='nobody@localhost'/>",
                "<iq type='result' id='1' to='a@example.net'/>",
                "<iq type='result' id='1' to='a@@b'/>",
                "<iq type='error'/>",
                "<message type='error' to='nobody@localhost'/>",
                "<message type='error' to='a@example.net'/>",
                "<message type='error' to='a@@b'/>",
                "<presence type='error' to='nobody@localhost'/>",
                "<presence type='error' to='a@example.net'/>",
                "<presence type='error' to='@'/>"
            })
    void answersAreNotAnswered(String sent) throws Exception {
        try (RawClient client = SERVER.online("romeo", "orchard")) {
            client.send(sent);
            assertThat(client.drain()).isEmpty();
        }
    }

    /** RFC 6120 §8.1.5. */
    @Test
    void theLanguageOfAStreamIsThatOfItsStanzas() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("romeo", "romeo");
            client.open(HEADER.replace("version='1.0'>", "version='1.0' xml:lang='it'>"));
            client.bind("orchard");
            client.send("<message to='juliet@localhost/balcony' type='chat'><body>1</body></message>");
            client.send("<message to='juliet@localhost/balcony' type='chat' xml:lang='cy'><body>2</body></message>");
            assertThat(juliet.receive("message").attribute(Namespaces.XML, "lang"))
                    .contains("it");
            assertThat(juliet.receive("message").attribute(Namespaces.XML, "lang"))
                    .contains("cy");
        }
    }

    @Test
    void aFalseLanguageIsNotPassedOn() throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("romeo", "romeo");
            client.open(HEADER.replace("version='1.0'>", "version='1.0' xml:lang='" + "x".repeat(5_000) + "'>"));
            client.bind("orchard");
            client.send("<message to='juliet@localhost/balcony' type='chat'><body>1</body></message>");
            assertThat(juliet.receive("message").attribute(Namespaces.XML, "lang"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0007", "a\u200bb\ufdd0"})
    void aResourceThatIsNoneIsRefused(String resource) throws Exception {
        SERVER.account("romeo");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("romeo", "romeo");
            client.open();
            String wire = resource.startsWith("\u0007") ? "x".repeat(1_024) : resource;
            client.send("<iq type='set' id='b'><bind xmlns='" + Namespaces.BIND + "'><resource>" + wire
                    + "</resource></bind></iq>");
            assertThat(stanzaCondition(client.receive("iq"))).isEqualTo("bad-request");
            client.bind("orchard");
        }
    }
}
