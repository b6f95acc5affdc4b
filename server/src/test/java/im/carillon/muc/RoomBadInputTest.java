package im.carillon.muc;

import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What rooms are sent that is too large, too much, malformed or a lie: the error that is named, nothing changed. */
class RoomBadInputTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("[rooms]\nburst = 5\npace = \"10 min\"\n");

    @Test
    void whatIsTooLargeIsNotAcceptable() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "big1", "big")) {
            String room = owner.room();
            assertThat(condition(owner.configureAnd("roomname", "n".repeat(257))))
                    .isEqualTo("not-acceptable");
            assertThat(condition(owner.configureAnd("roomdesc", "d".repeat(2_049))))
                    .isEqualTo("not-acceptable");
            assertThat(condition(owner.configureAnd("slow_mode_duration", "-1")))
                    .isEqualTo("not-acceptable");
            assertThat(condition(owner.configureAnd("maxusers", "many"))).isEqualTo("not-acceptable");
            assertThat(condition(owner.configureAnd("roomowners", "@"))).isEqualTo("not-acceptable");
            assertThat(condition(owner.admin("<item affiliation='outcast' jid='x@localhost'><reason>"
                            + "r".repeat(1_025) + "</reason></item>")))
                    .isEqualTo("not-acceptable");
            assertThat(condition(owner.admin("<item affiliation='outcast' jid='x@localhost'/>".repeat(1_001))))
                    .isEqualTo("bad-request");
            owner.send("<message type='groupchat' id='subject' to='" + room + "'><subject>" + "s".repeat(4_097)
                    + "</subject></message>");
            assertThat(condition(owner.hear("subject"))).isEqualTo("not-acceptable");
            assertThat(owner.client()
                            .ask("get", "i", room, "<query xmlns='http://jabber.org/protocol/disco#info'/>")
                            .toString())
                    .contains("name='big'")
                    .doesNotContain("ssss");
            assertThat(owner.list("affiliation", "outcast")
                            .firstChild()
                            .orElseThrow()
                            .children())
                    .isEmpty();
        }
    }

    @Test
    void whatCannotBeUnderstoodIsABadRequest() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "mal1", "mal");
                Visitor guest = Visitor.of(SERVER, "mal2", "mal").entered("guest")) {
            assertThat(condition(owner.admin(""))).isEqualTo("bad-request");
            assertThat(condition(owner.admin("<item/>"))).isEqualTo("bad-request");
            assertThat(condition(owner.admin("<item nick='guest' role='king'/>")))
                    .isEqualTo("bad-request");
            assertThat(condition(owner.admin("<item role='none'/>"))).isEqualTo("bad-request");
            assertThat(condition(owner.admin("<item jid='x@localhost' affiliation='king'/>")))
                    .isEqualTo("bad-request");
            assertThat(condition(owner.admin("<item jid='@' affiliation='member'/>")))
                    .isEqualTo("jid-malformed");
            assertThat(condition(owner.admin("<item affiliation='member'/>"))).isEqualTo("item-not-found");
            assertThat(condition(owner.admin("<item jid='localhost' affiliation='member'/>")))
                    .isEqualTo("not-allowed");
            assertThat(condition(owner.admin(
                            "<item nick='guest' role='none'/>" + "<item jid='mal2@localhost' affiliation='outcast'/>")))
                    .isEqualTo("bad-request");
            assertThat(condition(
                            owner.client().ask("set", "o", owner.room(), "<query xmlns='" + Visitor.OWNER + "'/>")))
                    .isEqualTo("bad-request");
            assertThat(condition(owner.client()
                            .ask(
                                    "set",
                                    "r",
                                    owner.room(),
                                    "<moderate id='abc' xmlns='urn:xmpp:message-moderate:1'>"
                                            + "<retract xmlns='urn:xmpp:message-retract:1'/></moderate>")))
                    .isEqualTo("item-not-found");
            owner.send("<message id='i' to='" + owner.room() + "'><x xmlns='" + Visitor.USER
                    + "'><invite to='@'/></x></message>");
            assertThat(condition(owner.hear("i"))).isEqualTo("jid-malformed");
            owner.send("<message id='d' to='" + owner.room() + "'><x xmlns='" + Visitor.USER
                    + "'><decline to='mal2@localhost'/></x></message>");
            assertThat(condition(owner.hear("d"))).isEqualTo("item-not-found");
            owner.send("<message id='n' to='" + owner.room() + "'><body>to whom?</body></message>");
            assertThat(condition(owner.hear("n"))).isEqualTo("bad-request");
            assertThat(guest.rest()).isEmpty();
        }
    }

    /** Nobody sends as an occupant, a room or another room's occupant. */
    @Test
    void addressesOfOccupantsCannotBeForged() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "forge1", "forge");
                RawClient forger = SERVER.online("forge2", "r")) {
            forger.send("<message from='" + owner.room() + "/forge1' to='" + owner.room()
                    + "' type='groupchat'><body>I abdicate</body></message>");
            assertThat(forger.awaitEnd().orElseThrow().hasChild(Namespaces.STREAM_ERRORS, "invalid-from"))
                    .isTrue();
            assertThat(owner.rest()).isEmpty();
        }
    }

    /** How fast anybody may speak is bounded; who runs the room is trusted. */
    @Test
    void aFloodIsRefusedAfterAWhile() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "flood1", "flood");
                Visitor guest = Visitor.of(SERVER, "flood2", "flood").entered("guest")) {
            for (int i = 0; i < 5; i++) {
                guest.say("f" + i, "again");
                guest.hear("f" + i);
            }
            guest.say("more", "again");
            XmlElement refused = guest.hear("more");
            assertThat(condition(refused)).isEqualTo("policy-violation");
            assertThat(refused.toString()).contains("type='wait'");
            for (int i = 0; i < 10; i++) {
                owner.say("own" + i, "enough");
                owner.hear("own" + i);
            }
            assertThat(guest.rest())
                    .extracting(e -> e.attributeOr("id", ""))
                    .contains("own9")
                    .doesNotContain("more");
        }
    }
}
