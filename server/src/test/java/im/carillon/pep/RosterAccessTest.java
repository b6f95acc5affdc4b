package im.carillon.pep;

import static im.carillon.testkit.Pubsub.conditions;
import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.options;
import static im.carillon.testkit.Pubsub.owner;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountDirectory;
import im.carillon.testkit.NotifiedClient;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may see a node follows rosters, affiliations and accounts (XEP-0060 §12.2, §12.8). */
class RosterAccessTest {

    private static final String NODE = "urn:example:diary";
    private static final String PAGE = "<page xmlns='urn:example:diary'/>";
    private static final String SERVICE = "pubsub.localhost";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static void roster(RawClient client, String item) throws Exception {
        XmlElement done = client.ask("set", "r", "", "<query xmlns='jabber:iq:roster'>" + item + "</query>");
        assertThat(done.attribute("type")).contains("result");
    }

    private static XmlElement items(RawClient client, String of) throws Exception {
        return client.ask("get", "i", of, request("<items node='" + NODE + "'/>"));
    }

    private static boolean isEnd(XmlElement e) {
        return isEvent(e, NODE) && e.toString().contains("subscription='none'");
    }

    @Test
    void aContactThatIsRemovedSeesNothingMore() throws Exception {
        try (RawClient juliet = SERVER.online("juliet", "balcony");
                RawClient romeo = NotifiedClient.online(SERVER, "romeo", "orchard", NODE)) {
            Subscribing.subscribe(romeo, juliet);
            juliet.ask("set", "p", "", request(publish(NODE, "one", PAGE)));
            assertThat(ids(romeo.receive(e -> isEvent(e, NODE)))).containsExactly("one");
            XmlElement subscribed = romeo.ask(
                    "set", "s", "juliet@localhost", request("<subscribe node='" + NODE + "' jid='romeo@localhost'/>"));
            assertThat(subscribed.toString()).contains("subscription='subscribed'");
            roster(juliet, "<item jid='romeo@localhost' subscription='remove'/>");
            romeo.receive(RosterAccessTest::isEnd);
            assertThat(conditions(items(romeo, "juliet@localhost")))
                    .isEqualTo("not-authorized presence-subscription-required");
            juliet.ask("set", "p", "", request(publish(NODE, "two", PAGE)));
            assertThat(romeo.drain()).noneMatch(e -> isEvent(e, NODE) && ids(e).contains("two"));
            XmlElement left = juliet.ask("get", "l", "", owner("<subscriptions node='" + NODE + "'/>"));
            assertThat(left.toString()).doesNotContain("romeo");
        }
    }

    @Test
    void whoIsPutIntoAnotherGroupGainsAndLosesNodes() throws Exception {
        try (RawClient juliet = SERVER.online("juliet", "garden");
                RawClient nurse = NotifiedClient.online(SERVER, "nurse", "chamber", NODE + "2")) {
            Subscribing.subscribe(nurse, juliet);
            String node = NODE + "2";
            juliet.ask(
                    "set",
                    "p",
                    "",
                    request(publish(node, "one", PAGE)
                            + options("access_model", "roster", "roster_groups_allowed", "Household")));
            String wanted = request("<items node='" + node + "'/>");
            assertThat(conditions(nurse.ask("get", "i", "juliet@localhost", wanted)))
                    .isEqualTo("not-authorized not-in-roster-group");
            roster(juliet, "<item jid='nurse@localhost'><group>Household</group></item>");
            assertThat(ids(nurse.receive(e -> isEvent(e, node))))
                    .as("XEP-0060 12.2")
                    .containsExactly("one");
            nurse.ask(
                    "set", "s", "juliet@localhost", request("<subscribe node='" + node + "' jid='nurse@localhost'/>"));
            juliet.ask("set", "p", "", request(publish(node, "two", PAGE)));
            nurse.receive(e -> isEvent(e, node) && ids(e).contains("two"));
            roster(juliet, "<item jid='nurse@localhost'><group>Strangers</group></item>");
            nurse.receive(e -> isEvent(e, node) && e.toString().contains("subscription='none'"));
            juliet.ask("set", "p", "", request(publish(node, "three", PAGE)));
            assertThat(nurse.drain()).noneMatch(e -> isEvent(e, node) && ids(e).contains("three"));
            assertThat(conditions(nurse.ask("get", "i", "juliet@localhost", wanted)))
                    .isEqualTo("not-authorized not-in-roster-group");
        }
    }

    @Test
    void whoeverIsTakenOffTheListIsNoSubscriber() throws Exception {
        try (RawClient hamlet = SERVER.online("hamlet", "castle");
                RawClient bard = SERVER.online("bard", "globe")) {
            hamlet.ask("set", "c", SERVICE, request("<create node='" + NODE + "'/>"));
            hamlet.ask("set", "c", SERVICE, owner("<configure node='" + NODE + "'>" + whitelist() + "</configure>"));
            for (String end : new String[] {"none", "outcast", "publish-only"}) {
                affiliate(hamlet, "member");
                XmlElement subscribed =
                        bard.ask("set", "s", SERVICE, request("<subscribe node='" + NODE + "' jid='bard@localhost'/>"));
                assertThat(subscribed.toString()).contains("subscription='subscribed'");
                affiliate(hamlet, end);
                bard.receive(RosterAccessTest::isEnd);
                hamlet.ask("set", "p", SERVICE, request(publish(NODE, end, PAGE)));
                assertThat(bard.drain()).noneMatch(e -> isEvent(e, NODE) && !ids(e).isEmpty());
                assertThat(conditions(items(bard, SERVICE))).isNotEmpty();
                XmlElement list = hamlet.ask("get", "l", SERVICE, owner("<subscriptions node='" + NODE + "'/>"));
                assertThat(list.toString()).doesNotContain("bard");
            }
        }
    }

    private static String whitelist() {
        return im.carillon.testkit.Pubsub.form("node_config", "access_model", "whitelist");
    }

    private static void affiliate(RawClient owner, String affiliation) throws Exception {
        XmlElement done = owner.ask(
                "set",
                "a",
                SERVICE,
                owner("<affiliations node='" + NODE + "'><affiliation jid='bard@localhost' affiliation='" + affiliation
                        + "'/></affiliations>"));
        assertThat(conditions(done)).isEmpty();
    }

    @Test
    void aDeletedAccountLeavesNothingToWhoeverGetsItsAddress() throws Exception {
        AccountDirectory accounts = SERVER.server().get(AccountDirectory.class);
        try (RawClient hamlet = SERVER.online("hamlet", "grave")) {
            hamlet.ask("set", "c", SERVICE, request("<create node='left'/>"));
            try (RawClient yorick = SERVER.online("yorick", "jest")) {
                yorick.ask("set", "s", SERVICE, request("<subscribe node='left' jid='yorick@localhost'/>"));
                yorick.ask("set", "c", SERVICE, request("<create node='jests'/>"));
                yorick.ask("set", "p", "", request(publish(NODE, "one", PAGE)));
            }
            accounts.delete(SERVER.account("yorick"));
            try (RawClient other = SERVER.online("yorick", "new")) {
                assertThat(other.ask("get", "s", SERVICE, request("<subscriptions/>"))
                                .toString())
                        .doesNotContain("left");
                assertThat(conditions(items(other, ""))).isEqualTo("item-not-found");
                assertThat(conditions(other.ask("get", "i", SERVICE, request("<items node='jests'/>"))))
                        .isEqualTo("item-not-found");
                hamlet.ask("set", "p", SERVICE, request(publish("left", "x", PAGE)));
                assertThat(other.drain()).noneMatch(e -> isEvent(e, "left"));
            }
        }
    }
}
