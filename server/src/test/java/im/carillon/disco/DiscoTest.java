package im.carillon.disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0030 §3, §4, §8; XEP-0115 §6.3. */
class DiscoTest {

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String ITEMS = "http://jabber.org/protocol/disco#items";

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

            [host.contacts]
            abuse = ["mailto:abuse@example.org"]
            """);

    private static XmlElement query(XmlElement answer) {
        return answer.firstChild().orElseThrow();
    }

    private static List<String> features(XmlElement answer) {
        return query(answer).children(INFO, "feature").stream()
                .map(feature -> feature.attributeOr("var", ""))
                .toList();
    }

    private static List<String> identities(XmlElement answer) {
        return query(answer).children(INFO, "identity").stream()
                .map(i -> i.attributeOr("category", "") + '/' + i.attributeOr("type", ""))
                .toList();
    }

    private static String info(String node) {
        return "<query xmlns='" + INFO + "'" + (node.isEmpty() ? "" : " node='" + node + "'") + "/>";
    }

    @Test
    void aHostTellsWhatItIsAndCanDo() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            XmlElement answer = juliet.ask("get", "i1", "localhost", info(""));
            assertThat(identities(answer)).contains("server/im");
            assertThat(features(answer))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .contains(
                            INFO,
                            ITEMS,
                            "http://jabber.org/protocol/caps",
                            "http://jabber.org/protocol/commands",
                            "jabber:iq:last",
                            "jabber:iq:private",
                            "jabber:iq:register",
                            "jabber:iq:version",
                            "urn:xmpp:blocking",
                            "urn:xmpp:ping",
                            "urn:xmpp:reporting:1",
                            "urn:xmpp:time",
                            "vcard-temp")
                    .doesNotContain("jabber:x:data");
            assertThat(query(answer).child("jabber:x:data", "x").orElseThrow().toString())
                    .contains("http://jabber.org/network/serverinfo", "mailto:abuse@example.org");
        }
    }

    @Test
    void theStreamFeaturesCarryTheCapabilitiesOfTheHost() throws Exception {
        SERVER.account("juliet");
        try (RawClient juliet = SERVER.connect()) {
            assertThat(juliet.open().hasChild("http://jabber.org/protocol/caps", "c"))
                    .isFalse();
            juliet.authenticate("juliet", "juliet");
            XmlElement caps =
                    juliet.open().child("http://jabber.org/protocol/caps", "c").orElseThrow();
            assertThat(caps.attribute("hash")).contains("sha-1");
            juliet.bind("balcony");
            String node = caps.attributeOr("node", "") + '#' + caps.attributeOr("ver", "");
            XmlElement answer = juliet.ask("get", "i1", "localhost", info(node));
            assertThat(query(answer).attribute("node")).contains(node);
            assertThat(features(answer)).isEqualTo(features(juliet.ask("get", "i2", "localhost", info(""))));
            assertThat(Errors.condition(juliet.ask("get", "i3", "localhost", info(node + "x"))))
                    .isEqualTo("item-not-found");
        }
    }

    @Test
    void unknownNodesAreNotFound() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            XmlElement answer = juliet.ask("get", "i1", "localhost", info("nowhere"));
            assertThat(Errors.condition(answer)).isEqualTo("item-not-found");
            assertThat(Errors.condition(
                            juliet.ask("get", "i2", "localhost", "<query xmlns='" + ITEMS + "' node='nowhere'/>")))
                    .isEqualTo("item-not-found");
            assertThat(Errors.condition(juliet.ask("get", "i3", "", info("nowhere"))))
                    .isEqualTo("item-not-found");
        }
    }

    @Test
    void anAccountIsShownToItsOwnerAndItsContactsOnly() throws Exception {
        String items = "<query xmlns='" + ITEMS + "'/>";
        try (RawClient romeo = SERVER.online("romeo", "orchard");
                RawClient nurse = SERVER.online("nurse", "kitchen");
                RawClient tybalt = SERVER.online("tybalt", "street")) {
            Subscribing.subscribe(nurse, romeo);
            for (RawClient trusted : List.of(romeo, nurse)) {
                XmlElement answer = trusted.ask("get", "i1", "romeo@localhost", info(""));
                assertThat(identities(answer)).contains("account/registered");
                assertThat(features(answer)).contains("vcard-temp");
                assertThat(query(trusted.ask("get", "i2", "romeo@localhost", items))
                                .children())
                        .singleElement()
                        .satisfies(item -> assertThat(item.attribute("jid")).contains("romeo@localhost/orchard"));
            }
            assertThat(Errors.condition(tybalt.ask("get", "i3", "romeo@localhost", info(""))))
                    .isEqualTo("service-unavailable");
            assertThat(Errors.condition(tybalt.ask("get", "i4", "nobody@localhost", info(""))))
                    .isEqualTo("service-unavailable");
            assertThat(query(tybalt.ask("get", "i5", "romeo@localhost", items)).children())
                    .isEmpty();
            assertThat(query(tybalt.ask("get", "i6", "nobody@localhost", items)).children())
                    .isEmpty();
        }
    }
}
