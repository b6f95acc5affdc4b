package im.carillon.muc;

import static im.carillon.muc.Visitor.codes;
import static im.carillon.muc.Visitor.item;
import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What owners do (XEP-0045 §10), and what is left of it after a restart. */
class RoomOwnerTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** §10.1.3. */
    @Test
    void aReservedRoomIsAsItsOwnerWantsIt() throws Exception {
        try (Visitor crone = Visitor.of(SERVER, "res1", "res");
                Visitor hag = Visitor.of(SERVER, "res2", "res")) {
            crone.enter("first");
            XmlElement form = crone.client()
                    .ask("get", "create1", "res@conference.localhost", "<query xmlns='" + Visitor.OWNER + "'/>");
            assertThat(form.toString()).contains("muc#roomconfig_whois").contains("muc#roomconfig_roomowners");
            assertThat(condition(crone.configureAnd("passwordprotectedroom", "1", "roomsecret", "")))
                    .isEqualTo("not-acceptable");
            crone.configure(
                    "roomname",
                    "A Dark Cave",
                    "passwordprotectedroom",
                    "1",
                    "roomsecret",
                    "cauldronburn",
                    "whois",
                    "anyone");
            assertThat(condition(hag.enter("hag"))).isEqualTo("not-authorized");
            assertThat(condition(hag.enter("hag", "<password>wrong</password>")))
                    .isEqualTo("not-authorized");
            XmlElement self = hag.enter("hag", "<password>cauldronburn</password>");
            assertThat(codes(self)).containsExactly("100", "110");
            assertThat(item(self, "jid")).isEqualTo("res2@localhost/r");
        }
    }

    @Test
    void whoCancelsMakesNoRoom() throws Exception {
        try (Visitor crone = Visitor.of(SERVER, "can1", "can");
                Visitor hag = Visitor.of(SERVER, "can2", "can")) {
            crone.enter("first");
            crone.client()
                    .ask(
                            "set",
                            "c",
                            "can@conference.localhost",
                            "<query xmlns='" + Visitor.OWNER + "'><x xmlns='jabber:x:data' type='cancel'/></query>");
            assertThat(codes(hag.enter("hag"))).containsExactly("110", "201");
            assertThat(condition(crone.enter("first"))).isEqualTo("item-not-found");
        }
    }

    @Test
    void whoLeavesWithoutConfiguringMakesNoRoom() throws Exception {
        try (Visitor crone = Visitor.of(SERVER, "unc1", "unc");
                Visitor hag = Visitor.of(SERVER, "unc2", "unc")) {
            crone.enter("first");
            crone.send("<presence type='unavailable' to='unc@conference.localhost/first'/>");
            assertThat(crone.see("first").toString()).contains("<destroy");
            assertThat(codes(hag.enter("hag"))).contains("201");
        }
    }

    /** §10.2, §10.2.1. */
    @Test
    void aChangeIsToldWithTheRightCode() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "conf1", "conf");
                Visitor hag = Visitor.of(SERVER, "conf2", "conf").entered("hag")) {
            hag.rest();
            assertThat(condition(hag.configureAnd("roomname", "x"))).isEqualTo("forbidden");
            owner.configure("roomname", "Cave");
            assertThat(codes(hag.client().receive("message"))).containsExactly("104");
            owner.configure("whois", "anyone");
            assertThat(codes(hag.client().receive("message"))).containsExactly("172");
            owner.configure("whois", "moderators");
            assertThat(codes(hag.client().receive("message"))).containsExactly("173");
            owner.configure("enablelogging", "1");
            assertThat(codes(hag.client().receive("message"))).containsExactly("170");
            owner.configure("enablelogging", "0");
            assertThat(codes(hag.client().receive("message"))).containsExactly("171");
            owner.configure("membersonly", "1");
            assertThat(codes(hag.client().receive("presence"))).containsExactly("110", "322");
        }
    }

    /** §10.9. */
    @Test
    void aDestroyedRoomTellsWhereToGo() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "des1", "heath");
                Visitor hag = Visitor.of(SERVER, "des2", "heath").entered("hag")) {
            String destroy = "<query xmlns='" + Visitor.OWNER + "'><destroy jid='coven@conference.localhost'>"
                    + "<reason>Macbeth doth come.</reason></destroy></query>";
            assertThat(condition(hag.client().ask("set", "d1", "heath@conference.localhost", destroy)))
                    .isEqualTo("forbidden");
            owner.send("<iq type='set' id='d2' to='heath@conference.localhost'>" + destroy + "</iq>");
            XmlElement told = hag.client().receive(e -> e.toString().contains("<destroy"));
            assertThat(told.attribute("type")).contains("unavailable");
            assertThat(told.toString())
                    .contains("jid='coven@conference.localhost'")
                    .contains("Macbeth doth come.");
            assertThat(item(told, "role")).isEqualTo("none");
            owner.client().receive(e -> e.toString().contains("<destroy"));
            owner.client().receive(e -> e.attributeOr("id", "").equals("d2"));
            hag.say("where", "x");
            assertThat(condition(hag.hear("where"))).isEqualTo("item-not-found");
        }
    }

    @Test
    void aRoomThatIsNotPersistentEndsWithItsLastOccupant() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "temp1", "temp");
                Visitor hag = Visitor.of(SERVER, "temp2", "temp")) {
            owner.send("<presence type='unavailable' to='temp@conference.localhost/temp1'/>");
            owner.see("temp1");
            assertThat(codes(hag.enter("hag"))).contains("201");
        }
    }

    @Test
    void aPersistentRoomIsTheSameAfterARestart() throws Exception {
        try (Visitor owner = Visitor.owning(
                        SERVER, "per1", "per", "persistentroom", "1", "roomname", "Forever", "membersonly", "1");
                Visitor hag = Visitor.of(SERVER, "per2", "per")) {
            owner.admin("<item affiliation='member' jid='per2@localhost' nick='hagnick'/>");
            hag.entered("hag");
            hag.say("kept", "for ever");
            hag.hear("kept");
            owner.send("<message to='per@conference.localhost' type='groupchat' id='s'><subject>Stay</subject>"
                    + "</message>");
            hag.hear("s");
        }
        SERVER.stop();
        SERVER.start();
        try (Visitor hag = Visitor.of(SERVER, "per2", "per");
                Visitor stranger = Visitor.of(SERVER, "per3", "per")) {
            assertThat(condition(stranger.enter("x"))).isEqualTo("registration-required");
            XmlElement self = hag.enter("hag");
            assertThat(codes(self)).containsExactly("110");
            assertThat(item(self, "affiliation")).isEqualTo("member");
            XmlElement past = hag.client().receive("message");
            assertThat(past.childText(Namespaces.CLIENT, "body")).contains("for ever");
            assertThat(past.hasChild("urn:xmpp:sid:0", "stanza-id")).isTrue();
            assertThat(hag.client().receive("message").childText(Namespaces.CLIENT, "subject"))
                    .contains("Stay");
            XmlElement nick = hag.client()
                    .ask(
                            "get",
                            "n",
                            "per@conference.localhost",
                            "<query" + " xmlns='http://jabber.org/protocol/disco#info' node='x-roomuser-item'/>");
            assertThat(nick.toString()).contains("name='hagnick'");
        }
    }

    /** §6. */
    @Test
    void roomsAreFoundAndDescribed() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "find1", "find", "roomname", "Found", "roomdesc", "Witches");
                Visitor hidden = Visitor.owning(SERVER, "find2", "hide", "publicroom", "0");
                RawClient client = SERVER.online("find3", "r")) {
            String items = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
            String info = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
            assertThat(client.ask("get", "1", "localhost", items).toString()).contains("jid='conference.localhost'");
            assertThat(client.ask("get", "2", "conference.localhost", info).toString())
                    .contains("category='conference'")
                    .contains("http://jabber.org/protocol/muc#stable_id");
            assertThat(client.ask("get", "3", "conference.localhost", items).toString())
                    .contains("jid='find@conference.localhost'")
                    .contains("name='Found'")
                    .doesNotContain("hide@");
            assertThat(client.ask("get", "4", "find@conference.localhost", info).toString())
                    .contains("muc_temporary")
                    .contains("muc_semianonymous")
                    .contains("Witches")
                    .contains("muc#roominfo_occupants");
            assertThat(client.ask("get", "5", "find@conference.localhost", items)
                            .toString())
                    .contains("jid='find@conference.localhost/find1'");
            assertThat(client.ask("get", "5h", "hide@conference.localhost", items)
                            .firstChild()
                            .orElseThrow()
                            .children())
                    .isEmpty();
            assertThat(condition(client.ask("get", "6", "nowhere@conference.localhost", info)))
                    .isEqualTo("item-not-found");
            assertThat(client.ask(
                                    "get",
                                    "7",
                                    "conference.localhost",
                                    "<query"
                                            + " xmlns='http://jabber.org/protocol/disco#items'><set"
                                            + " xmlns='http://jabber.org/protocol/rsm'><max>0</max></set></query>")
                            .toString())
                    .contains("<count>");
            assertThat(List.of(owner.rest(), hidden.rest())).containsOnly(List.of());
        }
    }

    /** §7.2.14. */
    @Test
    void historyIsAsMuchAsIsWanted() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "hist1", "hist")) {
            for (int i = 0; i < 5; i++) {
                owner.say("h" + i, "message " + i);
                owner.hear("h" + i);
            }
            assertThat(history("hist2", "<history maxstanzas='2'/>")).containsExactly("h3", "h4");
            assertThat(history("hist3", "<history maxchars='0'/>")).isEmpty();
            assertThat(history("hist4", "<history seconds='600'/>")).hasSize(5);
            assertThat(history("hist5", "<history since='2999-01-01T00:00:00Z'/>"))
                    .isEmpty();
            assertThat(history("hist6", "<history since='1970-01-01T00:00:00Z' maxstanzas='x'/>"))
                    .hasSize(5);
            assertThat(history("hist7", "")).hasSize(5);
        }
    }

    private static List<String> history(String name, String wanted) throws Exception {
        try (Visitor visitor = Visitor.of(SERVER, name, "hist")) {
            visitor.enter(name, wanted);
            return visitor.rest().stream()
                    .filter(e -> e.hasChild(Namespaces.CLIENT, "body"))
                    .map(e -> e.attributeOr("id", ""))
                    .toList();
        }
    }
}
