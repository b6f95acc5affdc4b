package im.carillon.pubsub;

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

import im.carillon.testkit.Pubsub;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Further examples and error cases of XEP-0060 1.30, by section. */
abstract class PubsubExamples extends PubsubContract {

    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final String PENDING = Pubsub.NAMESPACE + "#get-pending";

    PubsubExamples(TestServer server) {
        super(server);
    }

    private static XmlElement subscribeTo(RawClient client, String node, String more) throws Exception {
        return set(
                client,
                request("<subscribe node='" + node + "' jid='"
                        + client.address().bare() + "'/>" + more));
    }

    /** §6.1.3.11, §8.4. */
    @Test
    void aNodeThatHasMovedSaysWhereTo() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "moving");
                RawClient waiting = server.online("yorick", "grave")) {
            create(hamlet, "old_blog", "access_model", "authorize");
            subscribe(waiting, "old_blog");
            set(hamlet, owner("<delete node='old_blog'><redirect uri='xmpp:hamlet@localhost?;node=blog'/></delete>"));
            assertThat(waiting.receive(
                                    e -> isEvent(e, "old_blog") && e.toString().contains("<delete"))
                            .toString())
                    .as("told although no owner had answered")
                    .contains("uri='xmpp:hamlet@localhost?;node=blog'");
            XmlElement error = subscribe(waiting, "old_blog")
                    .child("jabber:client", "error")
                    .orElseThrow();
            assertThat(error.attribute("type")).contains("modify");
            assertThat(error.childText("urn:ietf:params:xml:ns:xmpp-stanzas", "gone"))
                    .contains("xmpp:hamlet@localhost?;node=blog");
        }
    }

    /** §6.3.7, §6.4. */
    @Test
    void whoSubscribesWithOptionsIsToldThem() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "options");
                RawClient francisco = server.online("francisco", "wall")) {
            create(hamlet, "configured");
            String filled = form(
                    "subscribe_options", "deliver", "1", "digest", "0", "include_body", "false", "show-values", "chat");
            XmlElement done = subscribeTo(francisco, "configured", "<options>" + filled + "</options>");
            assertThat(content(done, "subscription").attribute("subscription")).contains("subscribed");
            assertThat(content(done, "options").toString())
                    .contains("type='result'", "#subscribe_options", "<value>chat</value>");
            for (String wrong : List.of(
                    "<options node='configured'>" + filled + "</options>",
                    "<options jid='francisco@localhost'>" + filled + "</options>")) {
                assertThat(conditions(subscribeTo(francisco, "configured", wrong)))
                        .isEqualTo("bad-request");
            }
            assertThat(conditions(subscribeTo(
                            francisco, "configured", "<options>" + form("node_config", "deliver", "1") + "</options>")))
                    .as("another form")
                    .isEqualTo("bad-request invalid-options");
            for (String asked : List.of("<default node='configured'/>", "<default/>")) {
                assertThat(content(get(francisco, request(asked)), "default").toString())
                        .contains("type='result'", "pubsub#deliver");
            }
            assertThat(conditions(get(francisco, request("<options node='configured' jid='hamlet@localhost'/>"))))
                    .isEqualTo("forbidden");
            assertThat(conditions(get(francisco, request("<options node='configured'/>"))))
                    .isEqualTo("bad-request jid-required");
            assertThat(conditions(get(hamlet, request("<options node='configured' jid='hamlet@localhost'/>"))))
                    .isEqualTo("unexpected-request not-subscribed");
        }
    }

    /** §5.6, §5.7. */
    @Test
    void everybodyIsToldWhatTheyAreAndHave() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "lists");
                RawClient reynaldo = server.online("reynaldo", "paris")) {
            assertThat(content(get(reynaldo, request("<subscriptions/>")), "subscriptions")
                            .children())
                    .isEmpty();
            assertThat(content(get(reynaldo, request("<affiliations/>")), "affiliations")
                            .children())
                    .isEmpty();
            create(hamlet, "node_a");
            create(hamlet, "node_b");
            subscribe(reynaldo, "node_a");
            subscribe(reynaldo, "node_b");
            set(
                    hamlet,
                    owner("<affiliations node='node_b'><affiliation jid='reynaldo@localhost' affiliation='member'/>"
                            + "</affiliations>"));
            assertThat(content(get(reynaldo, request("<subscriptions/>")), "subscriptions")
                            .children())
                    .extracting(one -> one.attributeOr("node", ""))
                    .containsExactly("node_a", "node_b");
            assertThat(content(get(reynaldo, request("<subscriptions node='node_b'/>")), "subscriptions")
                            .children())
                    .hasSize(1)
                    .allMatch(one -> one.attribute("subid").isPresent());
            assertThat(content(get(reynaldo, request("<affiliations node='node_b'/>")), "affiliations")
                            .children())
                    .extracting(one -> one.attributeOr("affiliation", ""))
                    .containsExactly("member");
        }
    }

    /** §8.7. */
    @Test
    void ownersAskForWhatWaitsForThem() throws Exception {
        try (RawClient polonius = server.online("polonius", "study");
                RawClient laertes = server.online("laertes", "ship")) {
            create(polonius, "advice", "access_model", "authorize");
            create(polonius, "open_advice");
            subscribe(laertes, "advice");
            polonius.receive(PubsubExamples::isRequestForApproval);
            XmlElement listed =
                    get(polonius, "<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/>");
            assertThat(listed.toString()).contains(PENDING);
            XmlElement asked = set(polonius, command("", ""));
            XmlElement command = asked.firstChild().orElseThrow();
            assertThat(command.attribute("status")).contains("executing");
            assertThat(command.toString())
                    .contains("#subscribe_authorization", "var='pubsub#node'", "<value>advice</value>")
                    .doesNotContain("open_advice");
            // what was asked for and the answer to the command come in any order
            List<XmlElement> came = new ArrayList<>();
            polonius.send("<iq type='set' id='pending' to='" + SERVICE + "'>"
                    + command(command.attributeOr("sessionid", ""), "advice") + "</iq>");
            polonius.receive(each -> came.add(each)
                    && came.stream().anyMatch(PubsubExamples::isRequestForApproval)
                    && came.stream().anyMatch(e -> e.attributeOr("id", "").equals("pending")));
            assertThat(came).anySatisfy(done -> {
                assertThat(done.attribute("id")).contains("pending");
                assertThat(done.firstChild().orElseThrow().attribute("status")).contains("completed");
            });
            XmlElement again = came.stream()
                    .filter(PubsubExamples::isRequestForApproval)
                    .findFirst()
                    .orElseThrow();
            assertThat(again.toString()).contains("laertes@localhost", "<value>advice</value>");
            String id = begun(laertes);
            assertThat(conditions(set(laertes, command(id, "advice")))).isEqualTo("forbidden");
            assertThat(conditions(set(laertes, command(begun(laertes), "nothing"))))
                    .isEqualTo("item-not-found");
            polonius.send("<message to='" + SERVICE + "' id='" + again.attributeOr("id", "") + "'>"
                    + "<x xmlns='jabber:x:data' type='cancel'><field var='FORM_TYPE' type='hidden'><value>"
                    + Pubsub.NAMESPACE + "#subscribe_authorization</value></field></x></message>");
            assertThat(conditions(subscribe(laertes, "advice")))
                    .as("it still waits")
                    .isEqualTo("not-authorized pending-subscription");
            polonius.send("<message to='" + SERVICE + "' id='" + again.attributeOr("id", "") + "'>"
                    + form(
                            "subscribe_authorization",
                            "node",
                            "advice",
                            "subscriber_jid",
                            "laertes@localhost",
                            "allow",
                            "false")
                    + "</message>");
            XmlElement denied = laertes.receive(e -> isEvent(e, "advice"));
            assertThat(denied.toString()).contains("subscription='none'");
        }
    }

    private static String begun(RawClient client) throws Exception {
        return set(client, command("", "")).firstChild().orElseThrow().attributeOr("sessionid", "");
    }

    private static boolean isRequestForApproval(XmlElement e) {
        return e.name().equals("message") && e.toString().contains("#subscribe_authorization");
    }

    private static String command(String session, String node) {
        String form = node.isEmpty()
                ? ""
                : "<x xmlns='jabber:x:data' type='submit'><field var='pubsub#node'><value>" + node
                        + "</value></field></x>";
        return "<command xmlns='" + COMMANDS + "' node='" + PENDING + "' action='execute'"
                + (session.isEmpty() ? "" : " sessionid='" + session + "'") + ">" + form + "</command>";
    }

    /** §8.8. */
    @Test
    void ownersManageSubscriptionsAllOrNone() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "managing");
                RawClient bernardo = server.online("bernardo", "watch");
                RawClient osric = server.online("osric", "hat")) {
            create(hamlet, "managed");
            subscribe(bernardo, "managed");
            XmlElement refused = set(
                    hamlet,
                    owner("<subscriptions node='managed'>"
                            + "<subscription jid='bernardo@localhost' subscription='none'/>"
                            + "<subscription jid='osric@localhost' subscription='none'/></subscriptions>"));
            assertThat(conditions(refused)).isEqualTo("not-acceptable");
            assertThat(content(refused, "subscriptions").children())
                    .as("what is wrong, and nothing else")
                    .extracting(one -> one.attributeOr("jid", ""))
                    .containsExactly("osric@localhost");
            assertThat(content(get(hamlet, owner("<subscriptions node='managed'/>")), "subscriptions")
                            .children())
                    .hasSize(1);
            assertThat(conditions(set(
                            hamlet,
                            owner("<subscriptions node='managed'>"
                                    + "<subscription jid='bernardo@localhost' subscription='none'/>"
                                    + "<subscription jid='osric@localhost' subscription='subscribed'/>"
                                    + "</subscriptions>"))))
                    .isEmpty();
            assertThat(bernardo.receive(e -> isEvent(e, "managed")).toString()).contains("subscription='none'");
            assertThat(osric.receive(e -> isEvent(e, "managed")).toString()).contains("subscription='subscribed'");
            set(hamlet, request(publish("managed", "x", ENTRY)));
            assertThat(ids(osric.receive(e -> isEvent(e, "managed")))).containsExactly("x");
            assertThat(bernardo.drain()).noneMatch(e -> isEvent(e, "managed"));
            XmlElement unowned = set(
                    hamlet,
                    owner("<affiliations node='managed'><affiliation jid='hamlet@localhost' affiliation='none'/>"
                            + "<affiliation jid='bard@localhost' affiliation='publisher'/></affiliations>"));
            assertThat(conditions(unowned)).isEqualTo("not-acceptable");
            assertThat(content(unowned, "affiliations").children())
                    .extracting(one -> one.attributeOr("jid", "") + ' ' + one.attributeOr("affiliation", ""))
                    .containsExactly("hamlet@localhost owner");
            assertThat(conditions(set(
                            hamlet,
                            owner("<affiliations node='managed'>"
                                    + "<affiliation jid='bard@localhost' affiliation='member'/>"
                                    + "<affiliation jid='bard@localhost' affiliation='owner'/></affiliations>"))))
                    .isEqualTo("bad-request");
        }
    }

    /** §4.3, §7.1.3.6. */
    @Test
    void whatIsPublishedFitsTheKindOfNode() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "kinds");
                RawClient francisco = server.online("francisco", "kinds")) {
            create(hamlet, "signal", "persist_items", "0", "deliver_payloads", "0");
            create(hamlet, "bell", "persist_items", "1", "deliver_payloads", "0");
            create(hamlet, "stream", "persist_items", "0");
            for (String node : List.of("signal", "bell", "stream")) {
                subscribe(francisco, node);
            }
            assertThat(conditions(set(hamlet, request(publish("signal", "", "")))))
                    .isEqualTo("bad-request item-forbidden");
            assertThat(conditions(set(hamlet, request("<publish node='signal'/>"))))
                    .isEmpty();
            assertThat(francisco.receive(e -> isEvent(e, "signal")).toString()).doesNotContain("<item ");
            assertThat(conditions(set(hamlet, request("<publish node='bell'><item id='current'/></publish>"))))
                    .isEmpty();
            assertThat(ids(francisco.receive(e -> isEvent(e, "bell")))).containsExactly("current");
            set(hamlet, request(publish("bell", "current", ENTRY)));
            assertThat(francisco.receive(e -> isEvent(e, "bell")).toString())
                    .as("no payload where the node delivers none")
                    .doesNotContain("Soliloquy");
            assertThat(get(hamlet, request("<items node='bell'><item id='current'/></items>"))
                            .toString())
                    .contains("Soliloquy");
            assertThat(conditions(set(hamlet, request("<publish node='stream'><item/></publish>"))))
                    .isEqualTo("bad-request payload-required");
            assertThat(conditions(get(hamlet, request("<items node='stream'/>"))))
                    .isEqualTo("feature-not-implemented unsupported");
            for (String persistent : List.of(
                    request("<retract node='stream'><item id='x'/></retract>"), owner("<purge node='stream'/>"))) {
                assertThat(conditions(set(hamlet, persistent))).isEqualTo("feature-not-implemented unsupported");
            }
        }
    }

    /** §7.1.2.3, §7.1.2.5, §7.1.3.4, §12.11. */
    @Test
    void fullNodesBatchesAndPublishers() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "full")) {
            create(hamlet, "shelf", "max_items", "2", "publish_node_full", "reject", "itemreply", "publisher");
            set(hamlet, request(publish("shelf", "a", ENTRY)));
            set(hamlet, request(publish("shelf", "b", ENTRY)));
            assertThat(conditions(set(hamlet, request(publish("shelf", "c", ENTRY)))))
                    .isEqualTo("conflict node-full");
            assertThat(conditions(set(hamlet, request(publish("shelf", "a", ENTRY)))))
                    .as("in place of the old one")
                    .isEmpty();
            String three = "<item id='1'>" + ENTRY + "</item><item id='2'>" + ENTRY + "</item><item id='3'>" + ENTRY
                    + "</item>";
            assertThat(conditions(set(hamlet, request("<publish node='shelf'>" + three + "</publish>"))))
                    .isEqualTo("not-allowed max-items-exceeded");
            assertThat(conditions(
                            set(hamlet, request("<retract node='shelf'><item id='a'/><item id='no'/></retract>"))))
                    .isEqualTo("item-not-found");
            XmlElement all = get(hamlet, request("<items node='shelf'/>"));
            assertThat(ids(all)).as("all or none").containsExactly("b", "a");
            assertThat(content(all, "items").children())
                    .allMatch(item -> item.attributeOr("publisher", "").equals("hamlet@localhost"));
            assertThat(ids(get(hamlet, request("<items node='shelf'><item id='nothing'/></items>"))))
                    .isEmpty();
        }
    }

    /** §8.1.3, §7.1.5, §8.2. */
    @Test
    void formsInTheWrongPlaceAreRefusedAndChangeNothing() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "forms")) {
            String config = form("node_config", "title", "T", "purge_offline", "0", "body_xslt", "http://x.example/y");
            for (String wrong : List.of(
                    "<create node='formed'/><configure node='formed'>" + config + "</configure>",
                    "<configure>" + config + "</configure><create node='formed'/>",
                    "<create node='formed'/><configure>" + form("publish-options", "title", "T") + "</configure>")) {
                assertThat(conditions(set(hamlet, request(wrong)))).as(wrong).isIn("bad-request", "not-acceptable");
            }
            assertThat(conditions(get(hamlet, request("<items node='formed'/>"))))
                    .isEqualTo("item-not-found");
            create(hamlet, "formed", "title", "T", "body_xslt", "http://x.example/y");
            for (String wrong : List.of(
                    options("access_model", "whitelist"),
                    options("x-unheard-of", "1"),
                    "<publish-options>" + form("node_config", "access_model", "open") + "</publish-options>",
                    options("max_items", "'; DROP TABLE node; --".replace("'", "&apos;")))) {
                assertThat(conditions(set(hamlet, request(publish("formed", "x", ENTRY) + wrong))))
                        .as(wrong)
                        .isEqualTo("conflict precondition-not-met");
            }
            assertThat(conditions(
                            set(hamlet, request(publish("formed", "y", ENTRY) + options("access_model", "open")))))
                    .isEmpty();
            assertThat(ids(get(hamlet, request("<items node='formed'/>")))).containsExactly("y");
            for (String wrong : List.of("max_items", "item_expire", "max_payload_size")) {
                for (String value : List.of("-1", "1e9", "99999999999999999999", "many", "&#x200b;1")) {
                    assertThat(conditions(set(
                                    hamlet,
                                    owner("<configure node='formed'>" + form("node_config", wrong, value)
                                            + "</configure>"))))
                            .as(wrong + " " + value)
                            .isEqualTo("not-acceptable");
                }
            }
            assertThat(conditions(get(hamlet, owner("<default type='collection'/>"))))
                    .isEqualTo("feature-not-implemented unsupported");
            assertThat(content(get(hamlet, owner("<default/>")), "default").toString())
                    .contains("type='form'", "pubsub#access_model");
            assertThat(conditions(set(hamlet, owner("<default/>")))).isEqualTo("bad-request");
            XmlElement instant = set(hamlet, request("<create/>"));
            assertThat(content(instant, "create").attributeOr("node", "")).hasSizeGreaterThan(20);
        }
    }

    /** §4.5, §6.1.3.2, §6.1.3.3. */
    @Test
    void presenceAndRosterAccessHold() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "access");
                RawClient horatio = server.online("horatio", "access");
                RawClient stranger = server.online("fortinbras", "norway")) {
            Subscribing.subscribe(horatio, hamlet);
            create(hamlet, "for_contacts", "access_model", "presence");
            create(hamlet, "for_friends", "access_model", "roster", "roster_groups_allowed", "Friends");
            set(hamlet, request(publish("for_contacts", "x", ENTRY)));
            set(hamlet, request(publish("for_friends", "x", ENTRY)));
            for (String how : List.of("subscribe", "items")) {
                assertThat(conditions(tried(stranger, how, "for_contacts")))
                        .isEqualTo("not-authorized presence-subscription-required");
                assertThat(conditions(tried(stranger, how, "for_friends")))
                        .isEqualTo("not-authorized not-in-roster-group");
                assertThat(conditions(tried(horatio, how, "for_contacts"))).isEmpty();
                assertThat(conditions(tried(horatio, how, "for_friends")))
                        .isEqualTo("not-authorized not-in-roster-group");
            }
            hamlet.ask(
                    "set",
                    "r",
                    "",
                    "<query xmlns='jabber:iq:roster'><item jid='horatio@localhost'><group>Friends</group></item></query>");
            assertThat(conditions(tried(horatio, "items", "for_friends"))).isEmpty();
        }
    }

    private static XmlElement tried(RawClient client, String how, String node) throws Exception {
        return how.equals("subscribe") ? subscribe(client, node) : get(client, request("<items node='" + node + "'/>"));
    }
}
