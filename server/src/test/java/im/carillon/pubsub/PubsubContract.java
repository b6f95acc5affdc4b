package im.carillon.pubsub;

import static im.carillon.testkit.Pubsub.conditions;
import static im.carillon.testkit.Pubsub.content;
import static im.carillon.testkit.Pubsub.form;
import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.owner;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Pubsub;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0060 at the service, use case by use case; on each kind of database. */
abstract class PubsubContract {

    static final String SERVICE = "pubsub.localhost";
    static final String ENTRY = "<entry xmlns='http://www.w3.org/2005/Atom'><title>Soliloquy</title></entry>";

    final TestServer server;

    PubsubContract(TestServer server) {
        this.server = server;
    }

    static void create(RawClient owner, String node, String... config) throws Exception {
        XmlElement done = set(
                owner,
                request("<create node='" + node + "'/><configure>" + form("node_config", config) + "</configure>"));
        assertThat(conditions(done)).isEmpty();
    }

    static XmlElement set(RawClient client, String payload) throws Exception {
        return client.ask("set", "s" + System.nanoTime(), SERVICE, payload);
    }

    static XmlElement get(RawClient client, String payload) throws Exception {
        return client.ask("get", "g" + System.nanoTime(), SERVICE, payload);
    }

    static XmlElement subscribe(RawClient client, String node) throws Exception {
        return set(
                client,
                request("<subscribe node='" + node + "' jid='"
                        + client.address().bare() + "'/>"));
    }

    @Test
    void subscribersGetWhatIsPublished() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "castle");
                RawClient francisco = server.online("francisco", "barracks")) {
            create(hamlet, "princely_musings");
            XmlElement subscription = content(subscribe(francisco, "princely_musings"), "subscription");
            assertThat(subscription.attribute("subscription")).contains("subscribed");
            assertThat(subscription.attribute("jid")).contains("francisco@localhost");
            assertThat(subscription.attribute("subid")).isPresent();
            assertThat(ids(set(hamlet, request(publish("princely_musings", "bnd81g37d61f49fgn581", ENTRY)))))
                    .containsExactly("bnd81g37d61f49fgn581");
            XmlElement told = francisco.receive(e -> isEvent(e, "princely_musings"));
            assertThat(told.attribute("from")).contains(SERVICE);
            assertThat(told.attribute("id")).isPresent();
            XmlElement item = told.child(Pubsub.EVENT, "event")
                    .flatMap(XmlElement::firstChild)
                    .flatMap(XmlElement::firstChild)
                    .orElseThrow();
            assertThat(item.attribute("id")).contains("bnd81g37d61f49fgn581");
            assertThat(item.hasChild("http://www.w3.org/2005/Atom", "entry")).isTrue();
            XmlElement gone =
                    set(francisco, request("<unsubscribe node='princely_musings' jid='francisco@localhost'/>"));
            assertThat(content(gone, "subscription").attribute("subscription")).contains("none");
            set(hamlet, request(publish("princely_musings", "", ENTRY)));
            assertThat(francisco.drain()).noneMatch(e -> isEvent(e, "princely_musings"));
        }
    }

    @Test
    void theServiceSaysWhatItIsAndWhichNodesItHas() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "hall")) {
            create(hamlet, "news", "title", "News from Elsinore", "access_model", "whitelist");
            XmlElement info = get(hamlet, "<query xmlns='http://jabber.org/protocol/disco#info'/>");
            assertThat(info.firstChild().orElseThrow().children())
                    .anyMatch(child -> child.attributeOr("category", "").equals("pubsub")
                            && child.attributeOr("type", "").equals("service"));
            XmlElement items = get(hamlet, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
            assertThat(items.firstChild().orElseThrow().children())
                    .anyMatch(item -> item.attributeOr("node", "").equals("news")
                            && item.attributeOr("name", "").equals("News from Elsinore"));
            XmlElement node = get(hamlet, "<query xmlns='http://jabber.org/protocol/disco#info' node='news'/>");
            assertThat(node.toString()).contains("type='leaf'", "pubsub#meta-data", "News from Elsinore");
            try (RawClient stranger = server.online("osric", "court")) {
                XmlElement hidden = get(stranger, "<query xmlns='http://jabber.org/protocol/disco#items'/>");
                assertThat(hidden.toString()).doesNotContain("node='news'");
            }
            XmlElement host =
                    hamlet.ask("get", "h", "localhost", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
            assertThat(host.toString()).contains(SERVICE);
        }
    }

    @Test
    void itemsComePageByPageAndAPageStaysGoodWhenItemsGo() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "pages")) {
            create(hamlet, "log");
            for (int i = 1; i <= 7; i++) {
                set(hamlet, request(publish("log", "i" + i, ENTRY)));
            }
            assertThat(ids(get(hamlet, request("<items node='log' max_items='2'/>"))))
                    .containsExactly("i6", "i7");
            XmlElement first = page(hamlet, "<max>3</max>");
            assertThat(ids(first)).containsExactly("i1", "i2", "i3");
            assertThat(rsm(first, "count")).isEqualTo("7");
            set(hamlet, request("<retract node='log'><item id='i3'/></retract>"));
            XmlElement second = page(hamlet, "<max>3</max><after>" + rsm(first, "last") + "</after>");
            assertThat(ids(second)).containsExactly("i4", "i5", "i6");
            XmlElement last = page(hamlet, "<max>2</max><before/>");
            assertThat(ids(last)).containsExactly("i6", "i7");
            assertThat(ids(page(hamlet, "<max>2</max><before>" + rsm(last, "first") + "</before>")))
                    .containsExactly("i4", "i5");
            assertThat(rsm(page(hamlet, "<max>0</max>"), "count")).isEqualTo("6");
            assertThat(ids(page(hamlet, "<max>99999999999999999999</max>"))).hasSize(6);
            for (String absurd : List.of("<max>-1</max>", "<max>x</max>", "<max>1 OR 1=1</max>")) {
                assertThat(conditions(page(hamlet, absurd))).isEqualTo("bad-request");
            }
            assertThat(conditions(page(hamlet, "<after>'; DROP TABLE node; --</after>")))
                    .isEqualTo("item-not-found");
            assertThat(ids(get(
                            hamlet,
                            request("<items node='log'><item id='i2'/><item id='i7'/><item id='no'/></items>"))))
                    .containsExactly("i2", "i7");
        }
    }

    private static XmlElement page(RawClient client, String set) throws Exception {
        return get(client, request("<items node='log'/><set xmlns='http://jabber.org/protocol/rsm'>" + set + "</set>"));
    }

    private static String rsm(XmlElement answer, String name) {
        return content(answer, "set")
                .childText("http://jabber.org/protocol/rsm", name)
                .orElseThrow();
    }

    @Test
    void subscriptionsWaitForTheOwnersWord() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "owner");
                RawClient horatio = server.online("horatio", "tower")) {
            create(hamlet, "secrets", "access_model", "authorize");
            assertThat(content(subscribe(horatio, "secrets"), "subscription").attribute("subscription"))
                    .contains("pending");
            XmlElement asked = hamlet.receive(e -> e.hasChild("jabber:x:data", "x"));
            assertThat(asked.attribute("from")).contains(SERVICE);
            assertThat(conditions(get(horatio, request("<items node='secrets'/>"))))
                    .isEqualTo("not-authorized not-subscribed");
            set(hamlet, request(publish("secrets", "early", ENTRY)));
            assertThat(horatio.drain()).noneMatch(e -> isEvent(e, "secrets"));
            hamlet.send("<message to='" + SERVICE + "' id='" + asked.attributeOr("id", "") + "'>"
                    + form(
                            "subscribe_authorization",
                            "node",
                            "secrets",
                            "subscriber_jid",
                            "horatio@localhost",
                            "allow",
                            "1")
                    + "</message>");
            XmlElement allowed = horatio.receive(e -> e.toString().contains("subscription='subscribed'"));
            assertThat(allowed.attribute("from")).contains(SERVICE);
            set(hamlet, request(publish("secrets", "late", ENTRY)));
            assertThat(ids(horatio.receive(e -> isEvent(e, "secrets") && !ids(e).isEmpty())))
                    .containsExactly("late");
        }
    }

    @Test
    void aNodeIsConfiguredPurgedAndDeleted() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "config");
                RawClient bernardo = server.online("bernardo", "guard")) {
            create(hamlet, "life");
            subscribe(bernardo, "life");
            for (int i = 0; i < 4; i++) {
                set(hamlet, request(publish("life", "i" + i, ENTRY)));
                bernardo.receive(e -> isEvent(e, "life"));
            }
            XmlElement asked = get(hamlet, owner("<configure node='life'/>"));
            assertThat(asked.toString()).contains("pubsub#max_items", "pubsub#access_model");
            XmlElement done = set(
                    hamlet,
                    owner("<configure node='life'>" + form("node_config", "max_items", "2", "notify_config", "1")
                            + "</configure>"));
            assertThat(conditions(done)).isEmpty();
            assertThat(bernardo.receive(e -> isEvent(e, "life")).toString()).contains("<configuration");
            assertThat(ids(get(hamlet, request("<items node='life'/>")))).containsExactly("i2", "i3");
            assertThat(conditions(set(hamlet, owner("<purge node='life'/>")))).isEmpty();
            assertThat(bernardo.receive(e -> isEvent(e, "life")).toString()).contains("<purge");
            assertThat(ids(get(hamlet, request("<items node='life'/>")))).isEmpty();
            assertThat(conditions(set(
                            hamlet,
                            owner("<delete node='life'><redirect uri='xmpp:pubsub.localhost?;node=after'/></delete>"))))
                    .isEmpty();
            assertThat(bernardo.receive(e -> isEvent(e, "life")).toString()).contains("<delete", "after");
            assertThat(conditions(get(hamlet, request("<items node='life'/>")))).isEqualTo("gone");
            create(hamlet, "life");
            assertThat(ids(get(hamlet, request("<items node='life'/>")))).isEmpty();
        }
    }

    @Test
    void ownersSayWhoIsWhat() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "affiliations");
                RawClient bard = server.online("bard", "globe")) {
            create(hamlet, "stage", "access_model", "whitelist");
            assertThat(conditions(subscribe(bard, "stage"))).isEqualTo("not-allowed closed-node");
            assertThat(conditions(set(bard, request(publish("stage", "", ENTRY)))))
                    .isEqualTo("forbidden");
            XmlElement done = set(
                    hamlet,
                    owner("<affiliations node='stage'><affiliation jid='bard@localhost' affiliation='publisher'/>"
                            + "</affiliations>"));
            assertThat(conditions(done)).isEmpty();
            assertThat(conditions(set(bard, request(publish("stage", "own", ENTRY)))))
                    .isEmpty();
            assertThat(get(hamlet, owner("<affiliations node='stage'/>")).toString())
                    .contains("affiliation='owner'", "affiliation='publisher'");
            assertThat(get(bard, request("<affiliations/>")).toString()).contains("affiliation='publisher'");
            set(hamlet, request(publish("stage", "his", ENTRY)));
            assertThat(conditions(set(bard, request("<retract node='stage'><item id='his'/></retract>"))))
                    .isEqualTo("forbidden");
            assertThat(conditions(set(bard, request("<retract node='stage'><item id='own'/></retract>"))))
                    .isEmpty();
            XmlElement refused = set(
                    hamlet,
                    owner("<affiliations node='stage'><affiliation jid='hamlet@localhost' affiliation='none'/>"
                            + "</affiliations>"));
            assertThat(conditions(refused)).startsWith("not-acceptable");
            set(
                    hamlet,
                    owner("<affiliations node='stage'><affiliation jid='bard@localhost' affiliation='outcast'/>"
                            + "</affiliations>"));
            assertThat(conditions(subscribe(bard, "stage"))).isEqualTo("forbidden");
        }
    }

    @Test
    void whatIsWrongIsRefusedWithTheConditionOfTheSpecification() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "errors");
                RawClient other = server.online("rosencrantz", "ship")) {
            create(hamlet, "errors", "max_payload_size", "300");
            String mine = "hamlet@localhost";
            for (String[] wrong : new String[][] {
                {request("<publish><item/></publish>"), "bad-request nodeid-required"},
                {request("<publish node='none'><item/></publish>"), "item-not-found"},
                {request("<publish node='errors'/>"), "bad-request item-required"},
                {request("<publish node='errors'><item/></publish>"), "bad-request payload-required"},
                {request(publish("errors", "", ENTRY + ENTRY)), "bad-request invalid-payload"},
                {
                    request(publish("errors", "", "<a xmlns='b'>" + "x".repeat(400) + "</a>")),
                    "not-acceptable payload-too-big"
                },
                {request(publish("errors", "y".repeat(1100), ENTRY)), "not-acceptable"},
                {request("<retract node='errors'/>"), "bad-request item-required"},
                {request("<retract node='errors'><item/></retract>"), "bad-request item-required"},
                {request("<retract node='errors'><item id='no'/></retract>"), "item-not-found"},
                {request("<subscribe node='errors' jid='rosencrantz@localhost'/>"), "bad-request invalid-jid"},
                {request("<subscribe node='errors' jid='@@'/>"), "bad-request invalid-jid"},
                {request("<subscribe node='errors'/>"), "bad-request jid-required"},
                {request("<subscribe node='none' jid='" + mine + "'/>"), "item-not-found"},
                {request("<unsubscribe node='errors' jid='" + mine + "'/>"), "unexpected-request not-subscribed"},
                {request("<unsubscribe node='errors' jid='rosencrantz@localhost'/>"), "forbidden"},
                {request("<create node='errors'/>"), "conflict"},
                {
                    request("<create node='x'/><configure>" + form("node_config", "access_model", "whatever")
                            + "</configure>"),
                    "not-acceptable unsupported-access-model"
                },
                {
                    request("<create node='x'/><configure>" + form("node_config", "max_items", "many")
                            + "</configure>"),
                    "not-acceptable"
                },
                {
                    request("<create node='x'/><configure>" + form("node_config", "node_type", "collection")
                            + "</configure>"),
                    "feature-not-implemented unsupported"
                },
                {
                    request("<create node='x'/><configure>" + form("subscribe_options", "deliver", "1")
                            + "</configure>"),
                    "not-acceptable"
                },
                {owner("<configure node='errors'/>"), "bad-request"},
                {owner("<configure/>"), "bad-request nodeid-required"},
                {owner("<delete node='none'/>"), "item-not-found"},
                {request("<dance/>"), "feature-not-implemented unsupported"},
                {request(""), "bad-request"},
            }) {
                assertThat(conditions(set(hamlet, wrong[0]))).as(wrong[0]).isEqualTo(wrong[1]);
            }
            for (String managing : List.of(
                    owner("<configure node='errors'>" + form("node_config", "title", "mine now") + "</configure>"),
                    owner("<delete node='errors'/>"),
                    owner("<purge node='errors'/>"),
                    owner("<affiliations node='errors'><affiliation jid='rosencrantz@localhost' affiliation='owner'/>"
                            + "</affiliations>"),
                    owner("<subscriptions node='errors'><subscription jid='x@localhost' subscription='subscribed'/>"
                            + "</subscriptions>"),
                    request(publish("errors", "", ENTRY)))) {
                assertThat(conditions(set(other, managing))).as(managing).isEqualTo("forbidden");
            }
            for (String looking : List.of("configure", "affiliations", "subscriptions")) {
                assertThat(conditions(get(other, owner("<" + looking + " node='errors'/>"))))
                        .isEqualTo("forbidden");
            }
            assertThat(get(hamlet, owner("<configure node='errors'/>")).toString())
                    .doesNotContain("mine now");
            assertThat(ids(get(hamlet, request("<items node='errors'/>")))).isEmpty();
        }
    }

    @Test
    void severalSubscriptionsOfOneAddressAreToldApart() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "several");
                RawClient marcellus = server.online("marcellus", "guard")) {
            create(hamlet, "twice");
            String one = content(subscribe(marcellus, "twice"), "subscription").attributeOr("subid", "");
            assertThat(content(subscribe(marcellus, "twice"), "subscription").attribute("subid"))
                    .as("asked for the same again")
                    .contains(one);
            XmlElement other = set(
                    marcellus,
                    request("<subscribe node='twice' jid='marcellus@localhost'/><options>"
                            + form("subscribe_options", "show-values", "online") + "</options>"));
            assertThat(content(other, "subscription").attribute("subid"))
                    .isPresent()
                    .isNotEqualTo(java.util.Optional.of(one));
            set(hamlet, request(publish("twice", "x", ENTRY)));
            XmlElement told = marcellus.receive(e -> isEvent(e, "twice"));
            assertThat(told.child("http://jabber.org/protocol/shim", "headers")
                            .orElseThrow()
                            .children())
                    .hasSize(2);
            assertThat(marcellus.drain()).noneMatch(e -> isEvent(e, "twice"));
            String unsubscribe = "<unsubscribe node='twice' jid='marcellus@localhost'/>";
            assertThat(conditions(set(marcellus, request(unsubscribe)))).isEqualTo("bad-request subid-required");
            assertThat(conditions(set(marcellus, request(unsubscribe.replace("/>", " subid='no'/>")))))
                    .isEqualTo("not-acceptable invalid-subid");
            assertThat(conditions(set(marcellus, request(unsubscribe.replace("/>", " subid='" + one + "'/>")))))
                    .isEmpty();
            XmlElement options = get(marcellus, request("<options node='twice' jid='marcellus@localhost'/>"));
            assertThat(options.toString()).contains("pubsub#deliver", "<value>online</value>");
            assertThat(conditions(set(
                            marcellus,
                            request("<options node='twice' jid='marcellus@localhost'>"
                                    + form("subscribe_options", "deliver", "perhaps") + "</options>"))))
                    .isEqualTo("bad-request invalid-options");
            set(
                    marcellus,
                    request("<options node='twice' jid='marcellus@localhost'>"
                            + form("subscribe_options", "deliver", "0") + "</options>"));
            set(hamlet, request(publish("twice", "y", ENTRY)));
            assertThat(marcellus.drain()).noneMatch(e -> isEvent(e, "twice"));
        }
    }

    @Test
    void aNodeOfTypeNormalReachesThoseWhoWereAway() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "durable")) {
            create(hamlet, "alerts", "notification_type", "normal");
            try (RawClient away = server.online("guildenstern", "ship")) {
                subscribe(away, "alerts");
                away.leave();
            }
            assertThat(conditions(set(hamlet, request(publish("alerts", "kept", ENTRY)))))
                    .isEmpty();
            try (RawClient back = server.login("guildenstern", "shore")) {
                back.send("<presence/>");
                assertThat(ids(back.receive(e -> isEvent(e, "alerts")))).containsExactly("kept");
            }
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() throws Exception {
        try (RawClient hamlet = server.online("hamlet", "crash")) {
            create(hamlet, "'; DROP TABLE node; --".replace("'", "&apos;"), "title", "a\\b");
            for (int i = 0; i < 5; i++) {
                set(hamlet, request(publish("&apos;; DROP TABLE node; --", "i" + i, ENTRY)));
            }
        }
        server.stop();
        server.start();
        try (RawClient hamlet = server.online("hamlet", "again")) {
            assertThat(ids(get(hamlet, request("<items node='&apos;; DROP TABLE node; --'/>"))))
                    .containsExactly("i0", "i1", "i2", "i3", "i4");
            assertThat(get(hamlet, owner("<configure node='&apos;; DROP TABLE node; --'/>"))
                            .toString())
                    .contains("<value>a\\b</value>");
        }
    }
}
