package im.carillon.pep;

import static im.carillon.testkit.Pubsub.conditions;
import static im.carillon.testkit.Pubsub.content;
import static im.carillon.testkit.Pubsub.form;
import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.options;
import static im.carillon.testkit.Pubsub.owner;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.NotifiedClient;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys for encryption, as clients keep them in nodes (XEP-0384 §5.3, and its version 0.3 that is still in use). */
class OmemoTest {

    private static final String DEVICES = "urn:xmpp:omemo:2:devices";
    private static final String BUNDLES = "urn:xmpp:omemo:2:bundles";
    private static final String LEGACY = "eu.siacs.conversations.axolotl";
    private static final String LEGACY_DEVICES = LEGACY + ".devicelist";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String devices(int... ids) {
        StringBuilder list = new StringBuilder("<devices xmlns='urn:xmpp:omemo:2'>");
        for (int id : ids) {
            list.append("<device id='").append(id).append("'/>");
        }
        return list.append("</devices>").toString();
    }

    private static String bundle(String key) {
        return "<bundle xmlns='urn:xmpp:omemo:2'><spk id='0'>" + key + "</spk><spks>c2ln</spks><ik>aWs=</ik>"
                + "<prekeys><pk id='0'>cGsw</pk><pk id='1'>cGsx</pk></prekeys></bundle>";
    }

    private static void done(RawClient client, String payload) throws Exception {
        XmlElement answer = client.ask("set", "p", "", request(payload));
        assertThat(conditions(answer)).as(payload).isEmpty();
    }

    /** A contact is told of devices, a stranger who asks finds them, and each device has its bundle. */
    @Test
    void keysAreThereForContactsAndForStrangers() throws Exception {
        try (RawClient juliet = SERVER.online("juliet", "balcony");
                RawClient tablet = NotifiedClient.online(SERVER, "juliet", "tablet", DEVICES);
                RawClient romeo = NotifiedClient.online(SERVER, "romeo", "orchard", DEVICES);
                RawClient stranger = SERVER.online("paris", "square")) {
            Subscribing.subscribe(romeo, juliet);
            String open = options("access_model", "open");
            String many = options("access_model", "open", "max_items", "max");
            done(juliet, publish(BUNDLES, "31415", bundle("MTo=")) + many);
            done(juliet, publish(DEVICES, "current", devices(31415)) + open);
            assertThat(romeo.receive(e -> isEvent(e, DEVICES)).toString()).contains("id='31415'");
            assertThat(tablet.receive(e -> isEvent(e, DEVICES)).toString()).contains("id='31415'");
            done(tablet, publish(BUNDLES, "27183", bundle("Mjo=")) + many);
            done(tablet, publish(DEVICES, "current", devices(31415, 27183)) + open);
            assertThat(romeo.receive(e -> isEvent(e, DEVICES)).toString()).contains("id='27183'");

            for (RawClient reader : List.of(romeo, stranger)) {
                XmlElement list =
                        reader.ask("get", "d", "juliet@localhost", request("<items node='" + DEVICES + "'/>"));
                assertThat(ids(list)).containsExactly("current");
                assertThat(list.toString()).contains("id='31415'", "id='27183'");
                for (String device : List.of("31415", "27183")) {
                    XmlElement found = reader.ask(
                            "get",
                            "b",
                            "juliet@localhost",
                            request("<items node='" + BUNDLES + "'><item id='" + device + "'/></items>"));
                    assertThat(ids(found)).containsExactly(device);
                    assertThat(content(found, "items").toString()).contains("<prekeys>");
                }
                assertThat(conditions(reader.ask(
                                "set", "w", "juliet@localhost", request(publish(BUNDLES, "31415", bundle("evil"))))))
                        .isEqualTo("forbidden");
            }

            done(tablet, "<retract node='" + BUNDLES + "' notify='true'><item id='31415'/></retract>");
            assertThat(ids(stranger.ask("get", "b", "juliet@localhost", request("<items node='" + BUNDLES + "'/>"))))
                    .containsExactly("27183");
        }
    }

    /** Who comes online is told of the newest list. */
    @Test
    void theListComesWithPresence() throws Exception {
        try (RawClient hamlet = SERVER.online("hamlet", "castle");
                RawClient ophelia = SERVER.online("ophelia", "brook")) {
            Subscribing.subscribe(ophelia, hamlet);
            done(hamlet, publish(LEGACY_DEVICES, "current", legacy(1)) + options("access_model", "open"));
            done(hamlet, publish(LEGACY_DEVICES, "current", legacy(2)) + options("access_model", "open"));
            NotifiedClient.comesOnline(SERVER, ophelia, LEGACY_DEVICES);
            XmlElement told = ophelia.receive(e -> isEvent(e, LEGACY_DEVICES));
            assertThat(told.toString()).contains("<device id='2'/>");
        }
    }

    private static String legacy(int id) {
        return "<list xmlns='" + LEGACY + "'><device id='" + id + "'/></list>";
    }

    /** A node that is configured otherwise is configured anew by the client, as Conversations does it. */
    @Test
    void aNodeThatIsNotOpenIsMadeSo() throws Exception {
        try (RawClient yorick = SERVER.online("yorick", "grave");
                RawClient stranger = SERVER.online("digger", "spade")) {
            String node = LEGACY + ".bundles:7";
            done(yorick, publish(node, "current", bundle("YQ==")));
            String again = publish(node, "current", bundle("Yg==")) + options("access_model", "open");
            assertThat(conditions(yorick.ask("set", "p", "", request(again))))
                    .isEqualTo("conflict precondition-not-met");
            assertThat(conditions(
                            stranger.ask("get", "b", "yorick@localhost", request("<items node='" + node + "'/>"))))
                    .isEqualTo("not-authorized presence-subscription-required");
            XmlElement asked = yorick.ask("get", "c", "", owner("<configure node='" + node + "'/>"));
            assertThat(asked.toString()).contains("var='pubsub#access_model'");
            XmlElement set = yorick.ask(
                    "set",
                    "c",
                    "",
                    owner("<configure node='" + node + "'>" + form("node_config", "access_model", "open")
                            + "</configure>"));
            assertThat(conditions(set)).isEmpty();
            done(yorick, again);
            XmlElement found = stranger.ask("get", "b", "yorick@localhost", request("<items node='" + node + "'/>"));
            assertThat(found.toString()).contains("Yg==");
        }
    }

    /** What clients look for before they dare. */
    @Test
    void accountsSayThatTheyCanKeepKeys() throws Exception {
        try (RawClient client = SERVER.online("laertes", "paris")) {
            XmlElement info = client.ask(
                    "get", "i", "laertes@localhost", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
            assertThat(info.toString())
                    .contains("pubsub#publish-options", "pubsub#config-node-max", "pubsub#multi-items", "type='pep'");
        }
    }
}
