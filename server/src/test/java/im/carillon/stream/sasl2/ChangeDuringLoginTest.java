package im.carillon.stream.sasl2;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.jid.BareJid;
import im.carillon.session.SessionRegistry;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.ScramLogin;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A login that began before the account changed does not become a session after it. */
class ChangeDuringLoginTest {

    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private interface Change {
        void apply(AccountDirectory accounts, BareJid account) throws AccountException;
    }

    @Test
    void aNewPasswordBeforeBinding() throws Exception {
        refusedInOneTrip(
                "anna", "<bind xmlns='urn:xmpp:bind:0'/>", (accounts, anna) -> accounts.changePassword(anna, "new"));
    }

    @Test
    void aNewPasswordBeforeTheToken() throws Exception {
        refusedInOneTrip(
                "bella",
                AGENT + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>",
                (accounts, bella) -> accounts.changePassword(bella, "new"));
    }

    @Test
    void theEndOfTheAccount() throws Exception {
        refusedInOneTrip("carla", "<bind xmlns='urn:xmpp:bind:0'/>", AccountDirectory::delete);
    }

    private static void refusedInOneTrip(String name, String children, Change change) throws Exception {
        BareJid account = SERVER.account(name);
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            ScramLogin login = ScramLogin.of("SHA-256", name, name);
            client.send("<authenticate xmlns='" + SASL2 + "' mechanism='" + login.mechanism() + "'><initial-response>"
                    + login.first() + "</initial-response>" + children + "</authenticate>");
            String challenge = client.receive().text();
            change.apply(SERVER.server().get(AccountDirectory.class), account);
            client.send("<response xmlns='" + SASL2 + "'>" + login.last(challenge) + "</response>");
            assertRefused(client, account);
        }
    }

    /** The same with RFC 6120, where binding is a step of its own. */
    @Test
    void anAccountDisabledBeforeItsResourceIsBound() throws Exception {
        BareJid dora = SERVER.account("dora");
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate("dora", "dora");
            client.open();
            SERVER.server().get(AccountDirectory.class).setEnabled(dora, false);
            client.send("<iq type='set' id='b'><bind xmlns='" + Namespaces.BIND + "'/></iq>");
            assertRefused(client, dora);
        }
    }

    private static void assertRefused(RawClient client, BareJid account) throws IOException {
        XmlElement error = client.awaitEnd().orElseThrow();
        assertThat(error.firstChild().orElseThrow().name()).isEqualTo("not-authorized");
        assertThat(SERVER.server().get(SessionRegistry.class).of(account)).isEmpty();
    }
}
