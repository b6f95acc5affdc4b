package im.carillon.muc;

import static im.carillon.muc.Visitor.codes;
import static im.carillon.muc.Visitor.item;
import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People in a room (XEP-0045 §7), as the examples there show it. */
class RoomTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** §10.1.1, §10.1.2: example 154 and what follows. */
    @Test
    void whoeverEntersARoomThatIsNotThereMakesItAndOpensItWithTheDefaults() throws Exception {
        try (Visitor crone = Visitor.of(SERVER, "crone1", "coven");
                Visitor hag = Visitor.of(SERVER, "hag66", "coven")) {
            XmlElement self = crone.enter("firstwitch");
            assertThat(codes(self)).containsExactly("110", "201");
            assertThat(item(self, "affiliation")).isEqualTo("owner");
            assertThat(item(self, "role")).isEqualTo("moderator");
            assertThat(condition(hag.enter("thirdwitch"))).isEqualTo("item-not-found");
            crone.configure();
            assertThat(codes(hag.enter("thirdwitch"))).containsExactly("110");
            XmlElement seen = crone.see("thirdwitch");
            assertThat(item(seen, "role")).isEqualTo("participant");
            assertThat(item(seen, "affiliation")).isEqualTo("none");
            assertThat(item(seen, "jid")).isEqualTo("hag66@localhost/r");
        }
    }

    /** §7.1: others, oneself, history, subject. */
    @Test
    void entersInTheOrderOfEvents() throws Exception {
        try (Visitor first = Visitor.owning(SERVER, "order1", "order");
                Visitor second = Visitor.of(SERVER, "order2", "order")) {
            first.say("said", "before");
            first.hear("said");
            second.send("<presence to='order@conference.localhost/two'><x xmlns='http://jabber.org/protocol/muc'/>"
                    + "</presence>");
            XmlElement other = second.client().receive("presence");
            assertThat(other.attribute("from")).contains("order@conference.localhost/order1");
            assertThat(item(other, "jid")).isEmpty();
            assertThat(codes(second.client().receive("presence"))).contains("110");
            XmlElement past = second.client().receive("message");
            assertThat(past.attribute("id")).contains("said");
            assertThat(past.child("urn:xmpp:delay", "delay").flatMap(d -> d.attribute("from")))
                    .contains("order@conference.localhost");
            XmlElement subject = second.client().receive("message");
            assertThat(subject.childText(Namespaces.CLIENT, "subject")).contains("");
            assertThat(subject.hasChild(Namespaces.CLIENT, "body")).isFalse();
        }
    }

    /** §7.4. */
    @Test
    void aMessageIsReflectedToAllUnderOneStableId() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "say1", "say");
                Visitor two = Visitor.of(SERVER, "say2", "say").entered("two")) {
            two.send("<message to='say@conference.localhost' type='groupchat' id='hysf1v37'><body>Harpier cries</body>"
                    + "<stanza-id xmlns='urn:xmpp:sid:0' by='say@conference.localhost' id='forged'/>"
                    + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>"
                    + "<origin-id xmlns='urn:xmpp:sid:0' id='own'/></message>");
            XmlElement atOne = one.hear("hysf1v37");
            XmlElement atTwo = two.hear("hysf1v37");
            assertThat(atOne.attribute("from")).contains("say@conference.localhost/two");
            assertThat(atOne.attribute("to")).contains("say1@localhost/r");
            assertThat(atOne.nodes()).isEqualTo(atTwo.nodes());
            List<XmlElement> ids = atOne.children("urn:xmpp:sid:0", "stanza-id");
            assertThat(ids).hasSize(1);
            assertThat(ids.getFirst().attribute("id")).isPresent().get().isNotEqualTo("forged");
            assertThat(atOne.children("urn:xmpp:occupant-id:0", "occupant-id")).hasSize(1);
            assertThat(atOne.toString()).doesNotContain("forged").contains("own");
        }
    }

    /** §7.4, §7.5, §17.2: nothing from outside. */
    @Test
    void whoIsNotThereIsNotHeard() throws Exception {
        try (Visitor in = Visitor.owning(SERVER, "deaf1", "deaf");
                Visitor out = Visitor.of(SERVER, "deaf2", "deaf")) {
            out.say("loud", "hello");
            assertThat(condition(out.hear("loud"))).isEqualTo("not-acceptable");
            out.send("<message to='deaf@conference.localhost/deaf1' type='chat' id='pm'><body>psst</body></message>");
            assertThat(condition(out.hear("pm"))).isEqualTo("not-acceptable");
            out.send("<message to='nowhere@conference.localhost' type='groupchat' id='void'><body>x</body></message>");
            assertThat(condition(out.hear("void"))).isEqualTo("item-not-found");
            assertThat(in.rest()).isEmpty();
        }
    }

    /** §7.5. */
    @Test
    void aPrivateMessageReachesOneOccupant() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "pm1", "pm");
                Visitor two = Visitor.of(SERVER, "pm2", "pm").entered("two");
                Visitor three = Visitor.of(SERVER, "pm3", "pm").entered("three")) {
            two.send("<message to='pm@conference.localhost/three' type='chat' id='wind'><body>a wind</body></message>");
            XmlElement heard = three.hear("wind");
            assertThat(heard.attribute("from")).contains("pm@conference.localhost/two");
            assertThat(heard.attribute("type")).contains("chat");
            assertThat(heard.hasChild(Visitor.USER, "x")).isTrue();
            two.send("<message to='pm@conference.localhost/three' type='groupchat' id='g'><body>x</body></message>");
            assertThat(condition(two.hear("g"))).isEqualTo("bad-request");
            two.send("<message to='pm@conference.localhost/nobody' type='chat' id='n'><body>x</body></message>");
            assertThat(condition(two.hear("n"))).isEqualTo("item-not-found");
            assertThat(one.rest()).noneMatch(e -> e.name().equals("message"));
        }
    }

    /** §7.6. */
    @Test
    void anotherNicknameIsAnnouncedAsOne() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "nick1", "nick");
                Visitor two = Visitor.of(SERVER, "nick2", "nick").entered("third")) {
            one.rest();
            two.send("<presence to='nick@conference.localhost/oldhag'/>");
            XmlElement gone = one.see("third");
            assertThat(gone.attribute("type")).contains("unavailable");
            assertThat(codes(gone)).containsExactly("303");
            assertThat(item(gone, "nick")).isEqualTo("oldhag");
            assertThat(one.see("oldhag").attribute("type")).isEmpty();
            assertThat(codes(two.see("third"))).containsExactly("110", "303");
            assertThat(codes(two.see("oldhag"))).containsExactly("110");
            two.send("<presence to='nick@conference.localhost/Nick1'/>");
            assertThat(condition(two.client().receive("presence"))).isEqualTo("conflict");
        }
    }

    /** §7.7, §17.3: what only the room may say is left out. */
    @Test
    void anotherStatusIsPassedOnWithoutForgery() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "show1", "show");
                Visitor two = Visitor.of(SERVER, "show2", "show").entered("two")) {
            one.rest();
            two.send("<presence to='show@conference.localhost/two'><show>xa</show><status>gone</status>"
                    + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/></x>"
                    + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/></presence>");
            XmlElement seen = one.see("two");
            assertThat(seen.childText(Namespaces.CLIENT, "show")).contains("xa");
            assertThat(seen.children(Visitor.USER, "x")).hasSize(1);
            assertThat(item(seen, "affiliation")).isEqualTo("none");
            assertThat(seen.toString()).doesNotContain("forged");
        }
    }

    /** §7.14. */
    @Test
    void whoeverLeavesIsGoneForAll() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "leave1", "leave");
                Visitor two = Visitor.of(SERVER, "leave2", "leave").entered("two")) {
            one.rest();
            two.send(
                    "<presence to='leave@conference.localhost/two' type='unavailable'><status>bye</status></presence>");
            XmlElement own = two.see("two");
            assertThat(own.attribute("type")).contains("unavailable");
            assertThat(codes(own)).containsExactly("110");
            assertThat(item(own, "role")).isEqualTo("none");
            XmlElement seen = one.see("two");
            assertThat(seen.childText(Namespaces.CLIENT, "status")).contains("bye");
            assertThat(item(seen, "role")).isEqualTo("none");
            two.say("late", "am I there?");
            assertThat(condition(two.hear("late"))).isEqualTo("not-acceptable");
        }
    }

    @Test
    void aConnectionThatIsCutLeavesNoGhost() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "ghost1", "ghost");
                Visitor two = Visitor.of(SERVER, "ghost2", "ghost").entered("two")) {
            one.see("two");
            two.close();
            assertThat(one.see("two").attribute("type")).contains("unavailable");
        }
    }

    /** §8.1. */
    @Test
    void theSubjectIsToldToAllAndToWhoComes() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "subject1", "subject");
                Visitor two = Visitor.of(SERVER, "subject2", "subject").entered("two");
                Visitor three = Visitor.of(SERVER, "subject3", "subject")) {
            one.send("<message to='subject@conference.localhost' type='groupchat' id='s'><subject>Fire</subject>"
                    + "</message>");
            assertThat(two.hear("s").childText(Namespaces.CLIENT, "subject")).contains("Fire");
            two.send("<message to='subject@conference.localhost' type='groupchat' id='no'><subject>Burn</subject>"
                    + "</message>");
            assertThat(condition(two.hear("no"))).isEqualTo("forbidden");
            three.enter("three");
            XmlElement told = three.client().receive("message");
            assertThat(told.childText(Namespaces.CLIENT, "subject")).contains("Fire");
            assertThat(told.attribute("from")).contains("subject@conference.localhost/subject1");
            assertThat(told.hasChild("urn:xmpp:delay", "delay")).isTrue();
        }
    }

    /** §7.2.17. */
    @Test
    void presenceOfSomebodyWhoIsNotThereIsAnsweredWithAKick() throws Exception {
        try (Visitor one = Visitor.owning(SERVER, "kick1", "kick");
                Visitor two = Visitor.of(SERVER, "kick2", "kick")) {
            two.send("<presence to='kick@conference.localhost/two'/>");
            XmlElement answer = two.see("two");
            assertThat(answer.attribute("type")).contains("unavailable");
            assertThat(codes(answer)).containsExactly("110", "307", "333");
            assertThat(one.rest()).isEmpty();
        }
    }
}
