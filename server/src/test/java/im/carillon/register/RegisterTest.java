package im.carillon.register;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0077 §3, on a host where nobody can register and on one that is open. */
class RegisterTest {

    private static final String NS = "jabber:iq:register";

    @RegisterExtension
    static final TestServer CLOSED = new TestServer();

    @RegisterExtension
    static final TestServer OPEN = new TestServer("""

        [[host]]
        name = "open.example"
        registration = true
        """);

    private static String fields(String username, String password) {
        return "<query xmlns='" + NS + "'><username>" + username + "</username><password>" + password
                + "</password></query>";
    }

    private static RawClient connectOpen() throws IOException {
        return RawClient.connect(OPEN.port(), "open.example");
    }

    private static boolean isOffered(XmlElement features) {
        return features.hasChild("http://jabber.org/features/iq-register", "register");
    }

    @Test
    void somebodyNewMakesAnAccountAndLogsIn() throws Exception {
        try (RawClient bill = connectOpen()) {
            assertThat(isOffered(bill.open())).isTrue();
            XmlElement form = bill.ask("get", "r1", "open.example", "<query xmlns='" + NS + "'/>")
                    .child(NS, "query")
                    .orElseThrow();
            assertThat(form.hasChild(NS, "username") && form.hasChild(NS, "password"))
                    .isTrue();
            assertThat(bill.ask("set", "r2", "", fields("bill", "Calliope")).attribute("type"))
                    .contains("result");
            bill.authenticate("bill", "Calliope");
            assertThat(isOffered(bill.open())).isFalse();
            bill.bind("globe");
            assertThat(bill.address().bare().toString()).isEqualTo("bill@open.example");
        }
    }

    @Test
    void refusesWhatTheSpecificationSays() throws Exception {
        try (RawClient client = connectOpen()) {
            client.open();
            assertThat(client.ask("set", "r0", "", fields("will", "secret")).attribute("type"))
                    .contains("result");
            XmlElement taken = client.ask("set", "r1", "", fields("Will", "other"));
            assertThat(Errors.condition(taken)).isEqualTo("conflict");
            assertThat(taken.hasChild(NS, "query")).isFalse();
            assertThat(Errors.condition(client.ask("set", "r2", "", fields("ann", ""))))
                    .isEqualTo("not-acceptable");
            assertThat(Errors.condition(client.ask("set", "r3", "", fields("a@b", "secret"))))
                    .isEqualTo("not-acceptable");
            assertThat(Errors.condition(client.ask("set", "r4", "", "<query xmlns='" + NS + "'><remove/></query>")))
                    .isEqualTo("unexpected-request");
        }
    }

    @Test
    void aClosedHostOffersNothing() throws Exception {
        try (RawClient client = CLOSED.connect()) {
            assertThat(isOffered(client.open())).isFalse();
            assertThat(Errors.condition(client.ask("get", "r1", "", "<query xmlns='" + NS + "'/>")))
                    .isEqualTo("service-unavailable");
            assertThat(Errors.condition(client.ask("set", "r2", "", fields("bill", "Calliope"))))
                    .isEqualTo("service-unavailable");
        }
    }

    @Test
    void aUserSeesTheRegistrationAndChangesThePassword() throws Exception {
        try (RawClient juliet = CLOSED.login("juliet", "balcony");
                RawClient other = CLOSED.login("juliet", "other")) {
            XmlElement known = juliet.ask("get", "r1", "localhost", "<query xmlns='" + NS + "'/>")
                    .child(NS, "query")
                    .orElseThrow();
            assertThat(known.hasChild(NS, "registered")).isTrue();
            assertThat(known.childText(NS, "username")).contains("juliet");
            assertThat(known.childText(NS, "password")).contains("");

            assertThat(Errors.condition(juliet.ask("set", "r2", "", fields("juliet", ""))))
                    .isEqualTo("bad-request");
            XmlElement refused = juliet.ask("set", "r3", "", fields("romeo", "s3cret"));
            assertThat(Errors.condition(refused)).isEqualTo("bad-request");
            assertThat(refused.toString()).doesNotContain("s3cret");
            assertThat(juliet.ask("set", "r4", "localhost", fields("juliet", "n3w"))
                            .attribute("type"))
                    .contains("result");
            assertThat(other.awaitEnd()).isPresent();
            assertThat(juliet.ask("get", "p1", "", "<ping xmlns='urn:xmpp:ping'/>")
                            .attribute("type"))
                    .contains("result");
            try (RawClient again = CLOSED.connect()) {
                again.login("juliet", "n3w", "again");
            }
        }
    }

    @Test
    void aUserCancelsTheAccount() throws Exception {
        try (RawClient romeo = CLOSED.login("romeo", "orchard");
                RawClient other = CLOSED.login("romeo", "other")) {
            assertThat(Errors.condition(romeo.ask(
                            "set", "u0", "", "<query xmlns='" + NS + "'><remove/><username>romeo</username></query>")))
                    .isEqualTo("bad-request");
            XmlElement answer = romeo.ask("set", "u1", "", "<query xmlns='" + NS + "'><remove/></query>");
            assertThat(answer.attribute("type")).contains("result");
            assertThat(romeo.awaitEnd().map(Object::toString).orElse("")).contains("not-authorized");
            assertThat(other.awaitEnd()).isPresent();
        }
        try (RawClient gone = CLOSED.connect()) {
            gone.open();
            gone.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AHJvbWVvAHJvbWVv</auth>");
            assertThat(gone.receive().name()).isEqualTo("failure");
        }
    }
}
