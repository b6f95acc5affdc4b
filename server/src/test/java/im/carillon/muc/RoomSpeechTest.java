package im.carillon.muc;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of what is said: once, in one order, without forgeries, and taken back where its author wants it. */
class RoomSpeechTest {

    private static final String STABLE = "urn:xmpp:sid:0";
    private static final String RETRACT = "urn:xmpp:message-retract:1";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String said(String room, String id, String text) {
        return "<message to='" + room + "@conference.localhost' type='groupchat' id='" + id + "'><body>" + text
                + "</body><origin-id xmlns='" + STABLE + "' id='" + id + "'/></message>";
    }

    private static String stableId(XmlElement message) {
        return message.child(STABLE, "stanza-id").orElseThrow().attributeOr("id", "");
    }

    /** XEP-0359: what is sent again because its reflection was lost is said once. */
    @Test
    void aRepetitionIsHeardOnce() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "rep1", "rep");
                Visitor hag = Visitor.of(SERVER, "rep2", "rep").entered("hag")) {
            hag.send(said("rep", "once-and-for-all", "eye of newt"));
            String id = stableId(owner.hear("once-and-for-all"));
            hag.hear("once-and-for-all");
            hag.send(said("rep", "once-and-for-all", "eye of newt"));
            hag.say("next", "toe of frog");
            assertThat(owner.hear("next")).isNotNull();
            try (Visitor later = Visitor.of(SERVER, "rep2", "elsewhere", "rep").entered("hag")) {
                later.send(said("rep", "once-and-for-all", "eye of newt"));
                assertThat(stableId(later.hear("once-and-for-all")))
                        .as("the reflection that a new session waits for")
                        .isEqualTo(id);
            }
            owner.say("last", "enough");
            assertThat(hag.hear("last")).isNotNull();
            assertThat(archive(owner, "rep")).containsExactly("eye of newt", "toe of frog", "enough");
        }
    }

    @Test
    void aRepetitionIsKnownAfterARestart() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "rer1", "rer", "persistentroom", "1");
                Visitor hag = Visitor.of(SERVER, "rer2", "rer").entered("hag")) {
            hag.send(said("rer", "before-the-restart", "fillet of a fenny snake"));
            owner.hear("before-the-restart");
        }
        SERVER.stop();
        SERVER.start();
        try (Visitor hag = Visitor.of(SERVER, "rer2", "rer").entered("hag")) {
            hag.send(said("rer", "before-the-restart", "fillet of a fenny snake"));
            hag.hear("before-the-restart");
            hag.say("after", "in the cauldron boil and bake");
            hag.hear("after");
            assertThat(archive(hag, "rer")).containsExactly("fillet of a fenny snake", "in the cauldron boil and bake");
        }
    }

    private static List<String> archive(Visitor visitor, String room) throws Exception {
        visitor.send(
                "<iq type='set' id='arc' to='" + room + "@conference.localhost'><query xmlns='urn:xmpp:mam:2'/></iq>");
        List<String> bodies = new ArrayList<>();
        visitor.client().receive(element -> {
            element.child("urn:xmpp:mam:2", "result")
                    .flatMap(result -> result.child("urn:xmpp:forward:0", "forwarded"))
                    .flatMap(forwarded -> forwarded.child(Namespaces.CLIENT, "message"))
                    .flatMap(message -> message.childText(Namespaces.CLIENT, "body"))
                    .ifPresent(bodies::add);
            return element.name().equals("iq") && element.attributeOr("id", "").equals("arc");
        });
        return bodies;
    }

    /** XEP-0424 §5: only who said it takes it back. */
    @Test
    void peopleTakeBackTheirOwnWordsAlone() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "ret1", "ret");
                Visitor hag = Visitor.of(SERVER, "ret2", "ret").entered("hag");
                Visitor late = Visitor.of(SERVER, "ret3", "ret")) {
            owner.say("mine", "double, double");
            hag.say("wrong", "toil and trouble");
            String foreign = stableId(hag.hear("mine"));
            String own = stableId(owner.hear("wrong"));
            for (String id : List.of(foreign, own)) {
                hag.send("<message to='ret@conference.localhost' type='groupchat' id='retract-" + id + "'><retract id='"
                        + id + "' xmlns='" + RETRACT + "'/><body>/me retracted a message</body></message>");
                assertThat(owner.hear("retract-" + id).hasChild(RETRACT, "retract"))
                        .isTrue();
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(archive(owner, "ret")).doesNotContain("toil and trouble"));
            assertThat(archive(owner, "ret")).contains("double, double");
            late.enter("late");
            late.client()
                    .receive(element -> element.child(RETRACT, "retracted")
                            .filter(tombstone -> tombstone.attributeOr("id", "").equals("retract-" + own))
                            .isPresent());
        }
    }

    /** XEP-0359 §6, XEP-0421 §4, XEP-0045 §17.3: only the room says these things. */
    @Test
    void whatOnlyTheRoomMaySayIsTakenOut() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "frg1", "frg");
                Visitor hag = Visitor.of(SERVER, "frg2", "frg").entered("hag")) {
            hag.send("<message to='frg@conference.localhost' type='groupchat' id='forged'><body>x</body>"
                    + "<stanza-id xmlns='" + STABLE + "' by='frg@conference.localhost' id='0'/>"
                    + "<stanza-id xmlns='" + STABLE + "' by='elsewhere.example' id='kept'/>"
                    + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='somebody-else'/>"
                    + "<delay xmlns='urn:xmpp:delay' from='frg@conference.localhost' stamp='2002-10-13T23:58:37Z'/>"
                    + "<x xmlns='" + Visitor.USER + "'><status code='301'/></x></message>");
            XmlElement heard = owner.hear("forged");
            assertThat(heard.children(STABLE, "stanza-id")).hasSize(2);
            assertThat(heard.children(STABLE, "stanza-id"))
                    .noneMatch(id -> id.attributeOr("id", "").equals("0"));
            assertThat(heard.children("urn:xmpp:occupant-id:0", "occupant-id"))
                    .hasSize(1)
                    .noneMatch(id -> id.attributeOr("id", "").equals("somebody-else"));
            assertThat(heard.hasChild("urn:xmpp:delay", "delay")).isFalse();
            assertThat(heard.hasChild(Visitor.USER, "x")).isFalse();
        }
    }

    /** XEP-0045 §17.1.2: one who looks like another is not let in under that nickname. */
    @Test
    void aNicknameThatLooksLikeAnotherIsTaken() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "look1", "look");
                Visitor hag = Visitor.of(SERVER, "look2", "look")) {
            for (String nick : List.of("LOOK1", "l\u043e\u043ek1", "\uff4cook1", " look1", "look1\u00a0")) {
                XmlElement answer = hag.enter(nick);
                assertThat(Visitor.isError(answer)).as("»%s«", nick).isTrue();
            }
            assertThat(Visitor.isError(hag.enter("look2"))).isFalse();
        }
    }
}
