package im.carillon.muc;

import static im.carillon.muc.Visitor.codes;
import static im.carillon.muc.Visitor.item;
import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What moderators, admins and owners do (XEP-0045 §8, §9, §10.3 to §10.8). */
class RoomAdminTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** §8.2, examples 89 to 93. */
    @Test
    void aModeratorKicks() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "fluellen", "harfleur");
                Visitor pistol = Visitor.of(SERVER, "pistol", "harfleur").entered("pistol");
                Visitor gower = Visitor.of(SERVER, "gower", "harfleur").entered("gower")) {
            assertThat(condition(pistol.role("gower", "none"))).isEqualTo("forbidden");
            owner.admin("<item nick='pistol' role='none'><reason>Avaunt!</reason></item>");
            XmlElement own = pistol.client().receive(e -> codes(e).contains("307"));
            assertThat(codes(own)).containsExactly("110", "307");
            assertThat(item(own, "role")).isEqualTo("none");
            assertThat(own.toString()).contains("<actor nick='fluellen'/>").contains("<reason>Avaunt!</reason>");
            assertThat(codes(gower.client().receive(e -> codes(e).contains("307"))))
                    .containsExactly("307");
            pistol.say("after", "x");
            assertThat(condition(pistol.hear("after"))).isEqualTo("not-acceptable");
            assertThat(condition(gower.role("fluellen", "none"))).isEqualTo("forbidden");
            assertThat(condition(owner.role("nobody", "none"))).isEqualTo("item-not-found");
        }
    }

    /** §8.3, §8.4, §7.13, §8.6. */
    @Test
    void voiceIsGivenAskedForAndTakenInAModeratedRoom() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "voice1", "voice", "moderatedroom", "1");
                Visitor hag = Visitor.of(SERVER, "voice2", "voice")) {
            assertThat(item(hag.enter("hag"), "role")).isEqualTo("visitor");
            hag.say("mute", "x");
            assertThat(condition(hag.hear("mute"))).isEqualTo("forbidden");
            hag.send("<message to='voice@conference.localhost'><x xmlns='jabber:x:data' type='submit'>"
                    + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>"
                    + "<field var='muc#role'><value>participant</value></field></x></message>");
            XmlElement form = owner.client().receive("message");
            assertThat(form.toString()).contains("voice2@localhost/r").contains("muc#request_allow");
            owner.send("<message to='voice@conference.localhost'><x xmlns='jabber:x:data' type='submit'>"
                    + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#request</value></field>"
                    + "<field var='muc#role'><value>participant</value></field>"
                    + "<field var='muc#jid'><value>voice2@localhost/r</value></field>"
                    + "<field var='muc#roomnick'><value>hag</value></field>"
                    + "<field var='muc#request_allow'><value>true</value></field></x></message>");
            assertThat(item(hag.see("hag"), "role")).isEqualTo("participant");
            hag.say("heard", "x");
            owner.hear("heard");
            owner.role("hag", "visitor");
            assertThat(item(hag.see("hag"), "role")).isEqualTo("visitor");
            List<XmlElement> visitors =
                    owner.list("role", "visitor").firstChild().orElseThrow().children();
            assertThat(visitors).singleElement().satisfies(visitor -> {
                assertThat(visitor.attribute("nick")).contains("hag");
                assertThat(visitor.attribute("jid")).contains("voice2@localhost/r");
                assertThat(visitor.attribute("affiliation")).contains("none");
            });
            assertThat(condition(hag.list("role", "participant"))).isEqualTo("forbidden");
        }
    }

    /** §9.1, §9.2. */
    @Test
    void whoIsBannedGoesAndDoesNotComeBack() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "ban1", "ban");
                Visitor earl = Visitor.of(SERVER, "ban2", "ban").entered("cambridge");
                Visitor other = Visitor.of(SERVER, "ban3", "ban").entered("exeter")) {
            owner.admin("<item affiliation='outcast' jid='ban2@localhost'><reason>Treason</reason></item>");
            XmlElement own = earl.client().receive(e -> codes(e).contains("301"));
            assertThat(codes(own)).containsExactly("110", "301");
            assertThat(item(own, "affiliation")).isEqualTo("outcast");
            assertThat(item(other.client().receive(e -> codes(e).contains("301")), "role"))
                    .isEqualTo("none");
            assertThat(condition(earl.enter("back"))).isEqualTo("forbidden");
            XmlElement list = owner.list("affiliation", "outcast").firstChild().orElseThrow();
            assertThat(list.children()).singleElement().satisfies(item -> {
                assertThat(item.attribute("jid")).contains("ban2@localhost");
                assertThat(item.toString()).contains("Treason");
            });
            assertThat(condition(other.list("affiliation", "outcast"))).isEqualTo("forbidden");
            assertThat(condition(owner.affiliation("ban1", "outcast"))).isEqualTo("conflict");
            owner.affiliation("ban2", "none");
            assertThat(codes(earl.enter("back"))).contains("110");
        }
    }

    /** §9.3, §9.4, §9.5. */
    @Test
    void aMembersOnlyRoomIsForMembers() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "mem1", "mem", "membersonly", "1");
                Visitor hag = Visitor.of(SERVER, "mem2", "mem")) {
            assertThat(condition(hag.enter("hag"))).isEqualTo("registration-required");
            owner.admin("<item affiliation='member' jid='mem2@localhost' nick='thirdwitch'/>");
            XmlElement invitation = hag.client().receive("message");
            assertThat(invitation.toString()).contains("<invite from='mem@conference.localhost'/>");
            XmlElement self = hag.enter("hag");
            assertThat(item(self, "affiliation")).isEqualTo("member");
            assertThat(item(self, "role")).isEqualTo("participant");
            owner.affiliation("mem2", "none");
            assertThat(codes(hag.client().receive(e -> codes(e).contains("321"))))
                    .containsExactly("110", "321");
            assertThat(condition(hag.enter("hag"))).isEqualTo("registration-required");
        }
    }

    /** §9.6 to §9.8. */
    @Test
    void moderatorsAreMadeByAdmins() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "mod1", "mod");
                Visitor admin = Visitor.of(SERVER, "mod2", "mod").entered("admin");
                Visitor hag = Visitor.of(SERVER, "mod3", "mod").entered("hag")) {
            assertThat(condition(admin.role("hag", "moderator"))).isEqualTo("forbidden");
            owner.affiliation("mod2", "admin");
            XmlElement made = admin.client().receive(e -> item(e, "affiliation").equals("admin"));
            assertThat(item(made, "role")).isEqualTo("moderator");
            admin.role("hag", "moderator");
            XmlElement moderator = hag.client()
                    .receive(e -> e.attributeOr("from", "").endsWith("/hag")
                            && item(e, "role").equals("moderator"));
            assertThat(item(moderator, "affiliation")).isEqualTo("none");
            assertThat(condition(hag.role("admin", "participant"))).isEqualTo("not-allowed");
            assertThat(condition(hag.role("admin", "none"))).isEqualTo("not-allowed");
            assertThat(condition(hag.role("admin", "visitor"))).isEqualTo("not-allowed");
            admin.role("hag", "participant");
            assertThat(condition(admin.role("mod1", "none"))).isEqualTo("not-allowed");
            assertThat(condition(admin.affiliation("mod1", "outcast"))).isEqualTo("not-allowed");
            assertThat(condition(admin.affiliation("mod3", "owner"))).isEqualTo("forbidden");
            assertThat(condition(admin.list("affiliation", "owner"))).isEqualTo("forbidden");
        }
    }

    /** §10.4: the last owner. */
    @Test
    void aRoomKeepsAnOwner() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "own1", "own");
                Visitor other = Visitor.of(SERVER, "own2", "own").entered("two")) {
            assertThat(condition(owner.affiliation("own1", "member"))).isEqualTo("conflict");
            assertThat(condition(owner.admin("<item jid='own1@localhost' affiliation='none'/>"
                            + "<item jid='own2@localhost' affiliation='owner'/>")))
                    .isEqualTo("conflict");
            owner.affiliation("own2", "owner");
            assertThat(item(other.client().receive(e -> item(e, "affiliation").equals("owner")), "role"))
                    .isEqualTo("moderator");
            assertThat(owner.affiliation("own1", "member").attribute("type")).contains("result");
            assertThat(condition(owner.configureAnd("roomname", "x"))).isEqualTo("forbidden");
        }
    }

    @Test
    void aWishThatIsRefusedChangesNothingOfTheOthers() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "all1", "all");
                Visitor two = Visitor.of(SERVER, "all2", "all").entered("two")) {
            owner.rest();
            two.rest();
            assertThat(condition(owner.admin("<item nick='two' role='visitor'/><item nick='nobody' role='none'/>")))
                    .isEqualTo("item-not-found");
            assertThat(condition(owner.admin("<item jid='all2@localhost' affiliation='outcast'/>"
                            + "<item jid='all1@localhost' affiliation='outcast'/>")))
                    .isEqualTo("conflict");
            assertThat(condition(owner.admin("<item nick='two' role='visitor' affiliation='member'/>")))
                    .isEqualTo("bad-request");
            assertThat(condition(owner.admin("<item nick='two' role='king'/>"))).isEqualTo("bad-request");
            assertThat(condition(owner.admin(""))).isEqualTo("bad-request");
            assertThat(two.rest()).isEmpty();
        }
    }

    /** §9.2: a ban of a domain is one of everybody there. */
    @Test
    void aDomainIsBanned() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "dom1", "dom");
                Visitor two = Visitor.of(SERVER, "dom2", "dom").entered("two")) {
            owner.admin("<item jid='localhost' affiliation='outcast'/>");
            assertThat(codes(two.client().receive(e -> codes(e).contains("301"))))
                    .contains("110");
            owner.say("alone", "x");
            owner.hear("alone");
        }
    }

    /** §18.1: status code 101, for those who belong to the room. */
    @Test
    void whoIsAwayLearnsOfAnotherAffiliation() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "away1", "away");
                Visitor hag = Visitor.of(SERVER, "away2", "away")) {
            owner.affiliation("away2", "admin");
            XmlElement told = hag.client().receive("message");
            assertThat(told.attribute("from")).contains("away@conference.localhost");
            assertThat(told.attribute("to")).contains("away2@localhost");
            assertThat(codes(told)).containsExactly("101");
            assertThat(item(told, "affiliation")).isEqualTo("admin");
            owner.admin("<item jid='away2@localhost' affiliation='outcast'><reason>no more</reason></item>");
            XmlElement banned = hag.client().receive("message");
            assertThat(item(banned, "affiliation")).isEqualTo("outcast");
            assertThat(banned.toString()).contains("no more");
            owner.affiliation("away2", "none");
            assertThat(hag.rest()).isEmpty();
        }
    }
}
