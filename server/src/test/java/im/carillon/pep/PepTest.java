package im.carillon.pep;

import static im.carillon.testkit.Pubsub.content;
import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.options;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.NotifiedClient;
import im.carillon.testkit.Pubsub;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0163, after the story it tells. */
class PepTest {

    private static final String TUNE = "http://jabber.org/protocol/tune";
    private static final String SONG = "<tune xmlns='" + TUNE + "'><title>Allegro</title></tune>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void contactsAndOwnResourcesAreNotifiedOfWhatTheyWantToKnow() throws Exception {
        try (RawClient juliet = NotifiedClient.online(SERVER, "juliet", "balcony", TUNE);
                RawClient romeo = NotifiedClient.online(SERVER, "romeo", "orchard", TUNE);
                RawClient nurse = NotifiedClient.online(SERVER, "nurse", "chamber", "urn:example:other")) {
            Subscribing.subscribe(romeo, juliet);
            Subscribing.subscribe(nurse, juliet);
            XmlElement answer = juliet.ask("set", "pub1", "", request(publish(TUNE, "", SONG)));
            assertThat(answer.attribute("type")).contains("result");
            String id = ids(answer).getFirst();
            assertThat(id).isNotEmpty();

            XmlElement told = romeo.receive(e -> isEvent(e, TUNE));
            assertThat(told.attribute("from")).contains("juliet@localhost");
            assertThat(told.attribute("to")).contains("romeo@localhost/orchard");
            assertThat(told.attribute("type")).contains("headline");
            assertThat(ids(told)).containsExactly(id);
            assertThat(told.child("http://jabber.org/protocol/address", "addresses")
                            .flatMap(XmlElement::firstChild)
                            .flatMap(address -> address.attribute("jid")))
                    .as("XEP-0163 4.3.1")
                    .contains("juliet@localhost/balcony");
            assertThat(juliet.receive(e -> isEvent(e, TUNE)).attribute("to")).contains("juliet@localhost/balcony");
            assertThat(nurse.drain()).noneMatch(e -> isEvent(e, TUNE));
        }
    }

    @Test
    void whoComesOnlineGetsTheNewestItem() throws Exception {
        try (RawClient owner = SERVER.online("hamlet", "castle");
                RawClient contact = SERVER.online("horatio", "tower")) {
            Subscribing.subscribe(contact, owner);
            owner.ask("set", "p", "", request(publish(TUNE, "one", SONG)));
            owner.ask("set", "p", "", request(publish(TUNE, "two", SONG)));
            NotifiedClient.comesOnline(SERVER, contact, TUNE);
            XmlElement newest = contact.receive(e -> isEvent(e, TUNE));
            assertThat(ids(newest)).containsExactly("two");
            assertThat(newest.hasChild("urn:xmpp:delay", "delay")).isTrue();
            contact.send(NotifiedClient.presence(TUNE).replace("</presence>", "<show>away</show></presence>"));
            assertThat(contact.drain()).as("once").noneMatch(e -> isEvent(e, TUNE));
            try (RawClient second = NotifiedClient.online(SERVER, "hamlet", "hall", TUNE)) {
                assertThat(ids(second.receive(e -> isEvent(e, TUNE)))).containsExactly("two");
            }
        }
    }

    @Test
    void strangersSeeOnlyWhatIsOpen() throws Exception {
        try (RawClient owner = SERVER.online("ophelia", "brook");
                RawClient stranger = SERVER.online("laertes", "paris")) {
            owner.ask("set", "p", "", request(publish("urn:example:closed", "a", SONG)));
            owner.ask(
                    "set", "p", "", request(publish("urn:example:open", "b", SONG) + options("access_model", "open")));
            XmlElement refused =
                    stranger.ask("get", "i", "ophelia@localhost", request("<items node='urn:example:closed'/>"));
            assertThat(Pubsub.conditions(refused)).isEqualTo("not-authorized presence-subscription-required");
            XmlElement given =
                    stranger.ask("get", "i", "ophelia@localhost", request("<items node='urn:example:open'/>"));
            assertThat(ids(given)).containsExactly("b");
            XmlElement listed = stranger.ask(
                    "get", "d", "ophelia@localhost", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
            assertThat(listed.firstChild().orElseThrow().children())
                    .extracting(item -> item.attributeOr("node", ""))
                    .containsExactly("urn:example:open");
            XmlElement nobody =
                    stranger.ask("get", "i", "nobody@localhost", request("<items node='urn:example:open'/>"));
            assertThat(Errors.condition(nobody)).isEqualTo("item-not-found");
            XmlElement forbidden =
                    stranger.ask("set", "p", "ophelia@localhost", request(publish("urn:example:open", "x", SONG)));
            assertThat(Errors.condition(forbidden)).isEqualTo("forbidden");
        }
    }

    @Test
    void optionsArePreconditions() throws Exception {
        try (RawClient owner = SERVER.online("yorick", "grave")) {
            String node = "urn:xmpp:bookmarks:1";
            String[] wanted = {
                "persist_items",
                "true",
                "max_items",
                "max",
                "send_last_published_item",
                "never",
                "access_model",
                "whitelist"
            };
            for (String room : new String[] {"a@muc", "b@muc", "c@muc"}) {
                XmlElement done = owner.ask(
                        "set",
                        "p",
                        "",
                        request(publish(node, room, "<conference xmlns='" + node + "'/>") + options(wanted)));
                assertThat(Pubsub.conditions(done)).isEmpty();
            }
            assertThat(ids(owner.ask("get", "i", "", request("<items node='" + node + "'/>"))))
                    .containsExactly("a@muc", "b@muc", "c@muc");
            XmlElement conflict =
                    owner.ask("set", "p", "", request(publish(node, "d", SONG) + options("access_model", "open")));
            assertThat(Pubsub.conditions(conflict)).isEqualTo("conflict precondition-not-met");
            XmlElement unknown =
                    owner.ask("set", "p", "", request(publish(node, "d", SONG) + options("colour", "red")));
            assertThat(Pubsub.conditions(unknown)).isEqualTo("conflict precondition-not-met");
            assertThat(ids(owner.ask("get", "i", "", request("<items node='" + node + "' max_items='1'/>"))))
                    .as("nothing changed")
                    .containsExactly("c@muc");
        }
    }

    @Test
    void accountsSayThatTheyArePubsubServices() throws Exception {
        try (RawClient owner = SERVER.online("osric", "court")) {
            XmlElement info =
                    owner.ask("get", "d", "osric@localhost", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
            XmlElement query = info.firstChild().orElseThrow();
            assertThat(query.children("http://jabber.org/protocol/disco#info", "identity"))
                    .anyMatch(identity -> identity.attributeOr("category", "").equals("pubsub")
                            && identity.attributeOr("type", "").equals("pep"));
            assertThat(query.children("http://jabber.org/protocol/disco#info", "feature"))
                    .extracting(feature -> feature.attributeOr("var", ""))
                    .contains(
                            Pubsub.NAMESPACE + "#publish-options",
                            Pubsub.NAMESPACE + "#auto-create",
                            Pubsub.NAMESPACE + "#filtered-notifications",
                            Pubsub.NAMESPACE + "#persistent-items");
        }
    }

    @Test
    void aRetractedItemIsGoneAndToldOf() throws Exception {
        try (RawClient owner = NotifiedClient.online(SERVER, "polonius", "arras", "urn:example:list")) {
            owner.ask("set", "p", "", request(publish("urn:example:list", "x", SONG) + options("max_items", "10")));
            owner.ask("set", "p", "", request(publish("urn:example:list", "y", SONG)));
            owner.receive(e -> isEvent(e, "urn:example:list") && ids(e).contains("y"));
            XmlElement done = owner.ask(
                    "set", "r", "", request("<retract node='urn:example:list' notify='1'><item id='y'/></retract>"));
            assertThat(Pubsub.conditions(done)).isEmpty();
            assertThat(ids(owner.ask("get", "i", "", request("<items node='urn:example:list'/>"))))
                    .containsExactly("x");
            XmlElement again =
                    owner.ask("set", "r", "", request("<retract node='urn:example:list'><item id='y'/></retract>"));
            assertThat(Errors.condition(again)).isEqualTo("item-not-found");
            try (RawClient second = NotifiedClient.online(SERVER, "polonius", "hall", "urn:example:list")) {
                assertThat(ids(second.receive(e -> isEvent(e, "urn:example:list"))))
                        .as("the newest is another one now")
                        .containsExactly("x");
            }
        }
    }

    /** XEP-0277, XEP-0472 §5.1. */
    @Test
    void aBlogKeepsItsEntries() throws Exception {
        try (RawClient owner = SERVER.online("benvolio", "blog")) {
            String blog = "urn:xmpp:microblog:0";
            for (int i = 0; i < 3; i++) {
                owner.ask(
                        "set",
                        "p",
                        "",
                        request(publish(
                                blog, "e" + i, "<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title></entry>")));
            }
            assertThat(ids(owner.ask("get", "i", "", request("<items node='" + blog + "'/>"))))
                    .containsExactly("e0", "e1", "e2");
            XmlElement info = owner.ask(
                    "get", "d", "", "<query xmlns='http://jabber.org/protocol/disco#info' node='" + blog + "'/>");
            assertThat(info.toString()).contains("<value>urn:xmpp:microblog:0</value>");
        }
    }

    @Test
    void oneItemIsKeptUnlessTheNodeSaysMore() throws Exception {
        try (RawClient owner = SERVER.online("gertrude", "chamber")) {
            for (int i = 0; i < 3; i++) {
                owner.ask("set", "p", "", request(publish("urn:example:mood", "", SONG)));
            }
            XmlElement items = owner.ask("get", "i", "", request("<items node='urn:example:mood'/>"));
            assertThat(content(items, "items").children()).hasSize(1);
        }
    }
}
