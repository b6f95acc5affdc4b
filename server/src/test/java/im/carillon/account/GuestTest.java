package im.carillon.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever logged in without an account (RFC 4505) can ask, and leaves nothing behind. */
class GuestTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

            [[host]]
            name = "guests.example"
            anonymous = true
            """);

    private static RawClient login() throws IOException {
        RawClient guest = RawClient.connect(SERVER.port(), "guests.example");
        guest.open();
        guest.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'>=</auth>");
        assertThat(guest.receive().name()).isEqualTo("success");
        guest.open();
        guest.bind("tab");
        return guest;
    }

    @Test
    void nothingIsKeptForAGuest() throws Exception {
        try (RawClient guest = login()) {
            for (String change : List.of(
                    "<vCard xmlns='vcard-temp'><FN>Nobody</FN></vCard>",
                    "<query xmlns='jabber:iq:private'><a xmlns='urn:example'/></query>",
                    "<block xmlns='urn:xmpp:blocking'><item jid='a@example.net'/></block>",
                    "<query xmlns='jabber:iq:register'><remove/></query>")) {
                XmlElement answer = guest.ask("set", "1", "", change);
                assertThat(Errors.condition(answer)).as(change).isEqualTo("not-allowed");
            }
        }
    }

    @Test
    void aGuestIsDiscoveredAsOne() throws Exception {
        try (RawClient guest = login()) {
            XmlElement answer = guest.ask("get", "1", "", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
            assertThat(answer.toString()).contains("category='account' type='anonymous'");
            assertThat(guest.ask("get", "2", "", "<blocklist xmlns='urn:xmpp:blocking'/>")
                            .attribute("type"))
                    .contains("result");
        }
    }
}
