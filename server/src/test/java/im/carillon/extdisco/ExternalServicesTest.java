package im.carillon.extdisco;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.command.ReloadResult;
import im.carillon.config.ExternalServiceConfig;
import im.carillon.jid.BareJid;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0215. */
class ExternalServicesTest {

    private static final String STUN = """

            [[external_service]]
            type = "stun"
            port = 3478
            transport = "udp"
            """;
    private static final String TURN = """

            [[external_service]]
            type = "turn"
            host = "turn.example.org"
            port = 3478
            transport = "udp"
            secret = "shared"
            lifetime = "1 h"
            """;
    private static final String FTP = """

            [[external_service]]
            type = "ftp"
            host = "192.0.2.1"
            name = "Files"
            username = "all"
            password = "open"
            hosts = ["localhost"]
            """;
    private static final String ELSEWHERE = """

            [[external_service]]
            type = "turn"
            hosts = ["other.example"]
            """;
    private static final String GUESTS = """

            [[host]]
            name = "guests.localhost"
            anonymous = true
            """;

    @RegisterExtension
    static final TestServer SERVER = new TestServer(GUESTS + STUN + TURN + FTP + ELSEWHERE);

    private static List<XmlElement> services(XmlElement answer, String namespace) {
        return answer.childIn(namespace).orElseThrow().children(namespace, "service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:xmpp:extdisco:2", "urn:xmpp:extdisco:1"})
    void allServicesAreTold(String namespace) throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            List<XmlElement> all =
                    services(anna.ask("get", "s1", "localhost", "<services xmlns='" + namespace + "'/>"), namespace);
            assertThat(all)
                    .extracting(each -> each.attribute("type").orElseThrow())
                    .containsExactly("stun", "turn", "ftp");
            XmlElement stun = all.get(0);
            assertThat(stun.attribute("host")).contains("localhost");
            assertThat(stun.attribute("port")).contains("3478");
            assertThat(stun.attribute("transport")).contains("udp");
            assertThat(stun.attribute("restricted")).isEmpty();
            assertThat(stun.attribute("password")).isEmpty();
            XmlElement turn = all.get(1);
            assertThat(turn.attribute("restricted")).contains("true");
            assertThat(turn.attribute("username").orElseThrow()).endsWith(":anna@localhost");
            assertThat(turn.attribute("password")).isPresent();
            assertThat(Instant.parse(turn.attribute("expires").orElseThrow()))
                    .isBetween(Instant.now().plusSeconds(1_800), Instant.now().plusSeconds(3_601));
            XmlElement ftp = all.get(2);
            assertThat(ftp.attribute("name")).contains("Files");
            assertThat(ftp.attribute("username")).contains("all");
            assertThat(ftp.attribute("password")).contains("open");
            assertThat(ftp.attribute("expires")).isEmpty();
        }
    }

    @Test
    void someServicesAreTold() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            XmlElement answer = anna.ask(
                    "get", "s1", "localhost", "<services xmlns='" + ExternalServices.NAMESPACE + "' type='turn'/>");
            assertThat(answer.childIn(ExternalServices.NAMESPACE).orElseThrow().attribute("type"))
                    .contains("turn");
            assertThat(services(answer, ExternalServices.NAMESPACE)).hasSize(1);
            assertThat(anna.ask("get", "d", "localhost", "<query xmlns='http://jabber.org/protocol/disco#info'/>")
                            .toString())
                    .contains(ExternalServices.NAMESPACE);
        }
    }

    private static XmlElement credentials(RawClient client, String service) throws Exception {
        return client.ask(
                "get",
                "c" + System.nanoTime(),
                client.address().domain(),
                "<credentials xmlns='" + ExternalServices.NAMESPACE + "'>" + service + "</credentials>");
    }

    @Test
    void credentialsAreGivenForOneService() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            List<XmlElement> given = services(
                    credentials(anna, "<service host='turn.example.org' type='turn'/>"), ExternalServices.NAMESPACE);
            assertThat(given).hasSize(1);
            assertThat(given.getFirst().attribute("username").orElseThrow()).endsWith(":anna@localhost");
            assertThat(credentials(anna, "<service host='turn.example.org' type='turn' port='3478'/>")
                            .attribute("type"))
                    .contains("result");
            assertThat(Errors.condition(credentials(anna, "<service host='turn.example.org' type='turn' port='1'/>")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(credentials(anna, "<service host='localhost' type='stun'/>")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(credentials(anna, "<service host='turn.example.org'/>")))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(credentials(anna, ""))).isEqualTo("bad-request");
        }
    }

    @Test
    void guestsGetNoPassword() throws Exception {
        try (RawClient guest = RawClient.connect(SERVER.port(), "guests.localhost")) {
            guest.open();
            guest.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'>=</auth>");
            guest.receive("success");
            guest.open();
            guest.bind("g");
            XmlElement answer = guest.ask(
                    "get", "s1", "guests.localhost", "<services xmlns='" + ExternalServices.NAMESPACE + "'/>");
            assertThat(answer.toString()).contains("turn.example.org").doesNotContain("password");
            assertThat(Errors.condition(credentials(guest, "<service host='turn.example.org' type='turn'/>")))
                    .isEqualTo("not-authorized");
        }
    }

    @Test
    void othersAreToldNothing() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            assertThat(Errors.condition(anna.ask(
                            "get", "s1", "guests.localhost", "<services xmlns='" + ExternalServices.NAMESPACE + "'/>")))
                    .isEqualTo("forbidden");
        }
    }

    /** §3.2: who has asked is told of changes, about what it has asked for. */
    @Test
    void changesArePushed() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a");
                RawClient berta = SERVER.login("berta", "b")) {
            anna.ask("get", "s1", "localhost", "<services xmlns='" + ExternalServices.NAMESPACE + "' type='turn'/>");
            String more = """

                    [[external_service]]
                    type = "turn"
                    host = "new.example.org"
                    """;
            ReloadResult result = SERVER.reload(GUESTS + STUN + TURN.replace("1 h", "2 h") + ELSEWHERE + more);
            assertThat(result).isInstanceOf(ReloadResult.Applied.class);
            XmlElement push = anna.receive("iq");
            assertThat(push.attribute("type")).contains("set");
            assertThat(push.attribute("from")).contains("localhost");
            List<XmlElement> services = services(push, ExternalServices.NAMESPACE);
            assertThat(services)
                    .extracting(each -> each.attribute("action").orElseThrow() + " "
                            + each.attribute("host").orElseThrow())
                    .containsExactlyInAnyOrder("modify turn.example.org", "add new.example.org");
            anna.send("<iq type='result' to='localhost' id='"
                    + push.attribute("id").orElseThrow() + "'/>");
            SERVER.reload(GUESTS + STUN + TURN + FTP + ELSEWHERE);
            assertThat(services(anna.receive("iq"), ExternalServices.NAMESPACE))
                    .extracting(each -> each.attribute("action").orElseThrow())
                    .containsExactlyInAnyOrder("modify", "delete");
            assertThat(berta.drain()).isEmpty();
        }
    }

    /** draft-uberti-behave-turn-rest-00 §2.2; the password as openssl makes it of the name. */
    @Test
    void aPasswordForATime() {
        ExternalServiceConfig service = new ExternalServiceConfig(
                "turn",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("north"),
                Duration.ofHours(1),
                Set.of(),
                false);
        Credentials credentials = Credentials.of(service, BareJid.of("anna@localhost"), Instant.ofEpochSecond(1_000))
                .orElseThrow();
        assertThat(credentials.username()).isEqualTo("4600:anna@localhost");
        assertThat(credentials.password()).isEqualTo("w8hs2To4a+lxU10cAM/kDj5l40w=");
        assertThat(credentials.expires()).contains(Instant.ofEpochSecond(4_600));
    }
}
