package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.bosh.Transport.Client;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session is resumed (XEP-0198 §5) over whatever transport the client finds. */
class TransportChangeTest {

    private static final String SM = "xmlns='urn:xmpp:sm:3'";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    static Stream<Arguments> pairs() {
        return Arrays.stream(Transport.values())
                .flatMap(from -> Arrays.stream(Transport.values()).map(to -> Arguments.of(from, to)));
    }

    private static String message(String to, String text) {
        return "<message xmlns='jabber:client' type='chat' to='" + to + "@localhost'><body>" + text
                + "</body></message>";
    }

    private static String text(XmlElement message) {
        return message.childText(Namespaces.CLIENT, "body").orElse("");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aCutSessionGoesOnWithoutALoss(Transport from, Transport to) throws IOException {
        String account = account("cut", from, to);
        Client before = from.connect(SERVER, account);
        before.bind("here");
        String id = enable(before);
        before.send("<presence xmlns='jabber:client'/>");
        before.receive("presence");
        before.cut();
        try (RawClient friend = SERVER.online("friend-" + account, "home")) {
            friend.send(message(account, "are you there?"));

            Client after = to.connect(SERVER, account);
            after.send("<resume " + SM + " h='0' previd='" + id + "'/>");

            assertThat(after.receive("resumed").attribute("h")).contains("1");
            assertThat(text(after.receive("message"))).isEqualTo("are you there?");
            after.send(message("friend-" + account, "I am"));
            assertThat(text(friend.receive("message"))).isEqualTo("I am");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aSessionIsTakenFromAConnectionThatIsStillThere(Transport from, Transport to) throws IOException {
        String account = account("kept", from, to);
        Client before = from.connect(SERVER, account);
        before.bind("here");
        String id = enable(before);

        Client after = to.connect(SERVER, account);
        after.send("<resume " + SM + " h='0' previd='" + id + "'/>");
        after.receive("resumed");
        after.send("<iq xmlns='jabber:client' type='get' id='alive'><ping xmlns='urn:xmpp:ping'/></iq>");

        assertThat(after.receive("iq").attribute("type")).contains("result");
    }

    private static String account(String kind, Transport from, Transport to) {
        String name = (kind + '-' + from + '-' + to).toLowerCase(Locale.ROOT);
        SERVER.account(name);
        return name;
    }

    private static String enable(Client client) throws IOException {
        client.send("<enable " + SM + " resume='true'/>");
        return client.receive("enabled").attribute("id").orElseThrow();
    }
}
