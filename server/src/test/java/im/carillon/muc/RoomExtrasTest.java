package im.carillon.muc;

import static im.carillon.muc.Visitor.codes;
import static im.carillon.muc.Visitor.item;
import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Companions of XEP-0045, and what occupants do besides speaking. */
class RoomExtrasTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** §7.2.8: two clients, one nickname. */
    @Test
    void oneAccountMayBeThereTwiceUnderOneNickname() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "two1", "two");
                Visitor phone = Visitor.of(SERVER, "two2", "phone", "two").entered("hag");
                Visitor desk = Visitor.of(SERVER, "two2", "desk", "two").entered("hag");
                Visitor other = Visitor.of(SERVER, "two3", "two")) {
            assertThat(condition(other.enter("Hag"))).isEqualTo("conflict");
            owner.say("both", "x");
            phone.hear("both");
            desk.hear("both");
            owner.send("<message to='two@conference.localhost/hag' type='chat' id='pm'><body>x</body></message>");
            phone.hear("pm");
            desk.hear("pm");
            owner.rest();
            desk.send("<presence type='unavailable' to='two@conference.localhost/hag'/>");
            assertThat(codes(
                            desk.client().receive(e -> e.attributeOr("type", "").equals("unavailable"))))
                    .contains("110");
            assertThat(owner.rest())
                    .allSatisfy(e -> assertThat(e.attributeOr("type", "")).isNotEqualTo("unavailable"));
            phone.send("<presence type='unavailable' to='two@conference.localhost/hag'/>");
            owner.client().receive(e -> e.attributeOr("type", "").equals("unavailable"));
        }
    }

    /** §17.3: the same again, and nobody else is disturbed by a second arrival. */
    @Test
    void whoAsksAgainGetsEverythingAgain() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "sync1", "sync");
                Visitor hag = Visitor.of(SERVER, "sync2", "sync").entered("hag")) {
            owner.say("past", "x");
            hag.hear("past");
            hag.entered("hag");
            owner.send("<message to='sync@conference.localhost/hag' type='chat' id='still'><body>x</body></message>");
            hag.hear("still");
        }
    }

    /** XEP-0410. */
    @Test
    void thePingOfOnesOwnNicknameTellsWhetherOneIsThere() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "ping1", "ping");
                Visitor out = Visitor.of(SERVER, "ping2", "ping")) {
            String ping = "<ping xmlns='urn:xmpp:ping'/>";
            assertThat(owner.client()
                            .ask("get", "p1", "ping@conference.localhost/ping1", ping)
                            .attribute("type"))
                    .contains("result");
            assertThat(condition(out.client().ask("get", "p2", "ping@conference.localhost/ping2", ping)))
                    .isEqualTo("not-acceptable");
            assertThat(condition(out.client().ask("get", "p3", "none@conference.localhost/ping2", ping)))
                    .isEqualTo("not-acceptable");
            assertThat(condition(owner.client().ask("get", "p4", "ping@conference.localhost/x", ping)))
                    .isEqualTo("item-not-found");
        }
    }

    /** §17.4. */
    @Test
    void requestsPassBetweenOccupantsWithoutRealAddresses() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "iq1", "iq");
                Visitor hag = Visitor.of(SERVER, "iq2", "iq").entered("hag")) {
            owner.send("<iq type='get' id='v' to='iq@conference.localhost/hag'>"
                    + "<query xmlns='jabber:iq:version'/></iq>");
            XmlElement asked = hag.client().receive("iq");
            assertThat(asked.attribute("from")).contains("iq@conference.localhost/iq1");
            assertThat(asked.toString()).doesNotContain("iq1@localhost");
            hag.send(
                    "<iq type='result' id='" + asked.attributeOr("id", "")
                            + "' to='iq@conference.localhost/iq1'><query xmlns='jabber:iq:version'><name>x</name></query></iq>");
            XmlElement answer = owner.client().receive("iq");
            assertThat(answer.attribute("id")).contains("v");
            assertThat(answer.attribute("from")).contains("iq@conference.localhost/hag");
            assertThat(answer.toString()).doesNotContain("iq2@localhost");
            hag.client().ask("set", "c", "", "<vCard xmlns='vcard-temp'><FN>Hag</FN></vCard>");
            assertThat(owner.client()
                            .ask("get", "card", "iq@conference.localhost/hag", "<vCard xmlns='vcard-temp'/>")
                            .toString())
                    .contains("Hag")
                    .contains("from='iq@conference.localhost/hag'");
        }
    }

    /** §7.8.2. */
    @Test
    void anInvitationPassesThroughTheRoomAndSoDoesItsAnswer() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "inv1", "inv", "passwordprotectedroom", "1", "roomsecret", "burn");
                RawClient hecate = SERVER.online("inv2", "broom");
                RawClient stranger = SERVER.online("inv3", "r")) {
            owner.send("<message to='inv@conference.localhost' id='i'><x xmlns='" + Visitor.USER
                    + "'><invite to='inv2@localhost'><reason>Hey</reason></invite></x></message>");
            XmlElement invitation = hecate.receive("message");
            assertThat(invitation.attribute("from")).contains("inv@conference.localhost");
            assertThat(invitation.toString()).contains("<reason>Hey</reason>").contains("<password>burn</password>");
            String decline = "<message to='inv@conference.localhost' id='d'><x xmlns='" + Visitor.USER
                    + "'><decline to='inv@conference.localhost/inv1'><reason>Busy</reason></decline></x></message>";
            hecate.send(decline);
            XmlElement declined = owner.client().receive("message");
            assertThat(declined.toString())
                    .contains("<decline from='inv2@localhost'>")
                    .contains("Busy");
            stranger.send(decline);
            assertThat(condition(stranger.receive("message"))).isEqualTo("item-not-found");
            stranger.send("<message to='inv@conference.localhost' id='s'><x xmlns='" + Visitor.USER
                    + "'><invite to='inv2@localhost'/></x></message>");
            assertThat(condition(stranger.receive("message"))).isEqualTo("not-acceptable");
            owner.send("<message to='inv@conference.localhost' id='n'><x xmlns='" + Visitor.USER
                    + "'><invite to='no-such@localhost'/></x></message>");
            assertThat(condition(owner.client().receive("message"))).isEqualTo("item-not-found");
        }
    }

    /** §7.8.2, §9.5: the room lets in who was invited by somebody who may. */
    @Test
    void anInvitationIntoAMembersOnlyRoomMakesAMember() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "cls1", "cls", "membersonly", "1");
                Visitor member = Visitor.of(SERVER, "cls2", "cls");
                Visitor hag = Visitor.of(SERVER, "cls3", "cls")) {
            String invite = "<message to='cls@conference.localhost' id='i'><x xmlns='" + Visitor.USER
                    + "'><invite to='cls3@localhost'/></x></message>";
            owner.affiliation("cls2", "member");
            member.entered("member");
            member.send(invite);
            assertThat(condition(member.hear("i"))).isEqualTo("forbidden");
            owner.send(invite);
            hag.client().receive("message");
            assertThat(item(hag.enter("hag"), "affiliation")).isEqualTo("member");
        }
    }

    /** §7.10, §7.12. */
    @Test
    void aNicknameIsKeptForWhoRegisters() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "reg1", "reg");
                Visitor hag = Visitor.of(SERVER, "reg2", "reg").entered("hag");
                Visitor other = Visitor.of(SERVER, "reg3", "reg")) {
            String query = "<query xmlns='jabber:iq:register'/>";
            assertThat(hag.client()
                            .ask("get", "r1", "reg@conference.localhost", query)
                            .toString())
                    .contains("muc#register_roomnick");
            String form = "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>"
                    + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#register</value></field>"
                    + "<field var='muc#register_roomnick'><value>thirdwitch</value></field></x></query>";
            hag.client().ask("set", "r2", "reg@conference.localhost", form);
            owner.client().receive(e -> item(e, "affiliation").equals("member"));
            assertThat(hag.client()
                            .ask("get", "r3", "reg@conference.localhost", query)
                            .toString())
                    .contains("<registered/>")
                    .contains("<username>thirdwitch</username>");
            assertThat(condition(other.client().ask("set", "r4", "reg@conference.localhost", form)))
                    .isEqualTo("conflict");
            assertThat(condition(other.enter("ThirdWitch"))).isEqualTo("conflict");
            assertThat(condition(other.client()
                            .ask("set", "r5", "reg@conference.localhost", "<query xmlns='jabber:iq:register'/>")))
                    .isEqualTo("bad-request");
            owner.configure("allowregister", "0");
            assertThat(condition(other.client().ask("get", "r6", "reg@conference.localhost", query)))
                    .isEqualTo("not-allowed");
        }
    }

    /** XEP-0425. */
    @Test
    void aModeratorTakesBackWhatWasSaid() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "mod1", "mdr");
                Visitor hag = Visitor.of(SERVER, "mod2", "mdr").entered("hag");
                Visitor late = Visitor.of(SERVER, "mod3", "mdr")) {
            hag.say("bad", "buy my potions");
            String id = owner.hear("bad")
                    .child("urn:xmpp:sid:0", "stanza-id")
                    .orElseThrow()
                    .attributeOr("id", "");
            String moderate = "<moderate id='" + id + "' xmlns='urn:xmpp:message-moderate:1'>"
                    + "<retract xmlns='urn:xmpp:message-retract:1'/><reason>spam</reason></moderate>";
            assertThat(condition(hag.client().ask("set", "m1", "mdr@conference.localhost", moderate)))
                    .isEqualTo("forbidden");
            owner.send("<iq type='set' id='m2' to='mdr@conference.localhost'>" + moderate + "</iq>");
            XmlElement told = hag.client().receive("message");
            assertThat(told.attribute("from")).contains("mdr@conference.localhost");
            assertThat(told.toString())
                    .contains("<retract xmlns='urn:xmpp:message-retract:1' id='" + id + "'>")
                    .contains("by='mdr@conference.localhost/mod1'")
                    .contains("spam");
            owner.client().receive(e -> e.attributeOr("id", "").equals("m2"));
            late.enter("late");
            assertThat(late.rest())
                    .noneMatch(e -> e.childText(Namespaces.CLIENT, "body").isPresent())
                    .anyMatch(e -> e.hasChild("urn:xmpp:message-retract:1", "retracted"));
        }
    }

    /** XEP-0486. */
    @Test
    void aRoomHasAPicture() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "pic1", "pic");
                Visitor hag = Visitor.of(SERVER, "pic2", "pic").entered("hag")) {
            String card = "<vCard xmlns='vcard-temp'><PHOTO><TYPE>image/png</TYPE><BINVAL>aGVsbG8=</BINVAL></PHOTO>"
                    + "</vCard>";
            assertThat(condition(hag.client().ask("set", "v1", "pic@conference.localhost", card)))
                    .isEqualTo("forbidden");
            owner.client().ask("set", "v2", "pic@conference.localhost", card);
            assertThat(codes(hag.client().receive("message"))).containsExactly("104");
            assertThat(hag.client()
                            .ask("get", "v3", "pic@conference.localhost", "<vCard xmlns='vcard-temp'/>")
                            .toString())
                    .contains("aGVsbG8=");
            assertThat(hag.client()
                            .ask(
                                    "get",
                                    "v4",
                                    "pic@conference.localhost",
                                    "<query" + " xmlns='http://jabber.org/protocol/disco#info'/>")
                            .toString())
                    .contains("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
        }
    }

    /** XEP-0500. */
    @Test
    void aRoomInSlowModeTakesOneMessageInAWhile() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "slow1", "slow", "slow_mode_duration", "600");
                Visitor hag = Visitor.of(SERVER, "slow2", "slow").entered("hag")) {
            hag.say("first", "x");
            hag.hear("first");
            hag.say("second", "x");
            XmlElement refused = hag.client().receive(Visitor::isError);
            assertThat(condition(refused)).isEqualTo("policy-violation");
            assertThat(refused.toString()).contains("type='wait'").contains("600");
            owner.say("owner1", "x");
            owner.say("owner2", "x");
            hag.hear("owner2");
        }
    }

    @Test
    void onlySomePresenceIsShownWhereTheRoomWantsItSo() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "few1", "few", "presencebroadcast", "moderator");
                Visitor hag = Visitor.of(SERVER, "few2", "few").entered("hag");
                Visitor other = Visitor.of(SERVER, "few3", "few").entered("other")) {
            assertThat(owner.rest()).isEmpty();
            assertThat(hag.rest()).isEmpty();
            owner.role("hag", "moderator");
            assertThat(item(other.see("hag"), "role")).isEqualTo("moderator");
            owner.role("hag", "participant");
            assertThat(other.see("hag").attribute("type")).contains("unavailable");
            other.say("hello", "x");
            hag.hear("hello");
        }
    }

    /** XEP-0307. */
    @Test
    void theServiceThinksOfAName() throws Exception {
        try (RawClient client = SERVER.online("unique", "r")) {
            XmlElement answer = client.ask(
                    "get", "u", "conference.localhost", "<unique xmlns='http://jabber.org/protocol/muc#unique'/>");
            assertThat(answer.firstChild().orElseThrow().text()).hasSizeGreaterThan(16);
        }
    }

    /** §18.1.2. */
    @Test
    void whoBouncesIsRemoved() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "bnc1", "bnc");
                Visitor hag = Visitor.of(SERVER, "bnc2", "bnc").entered("hag")) {
            owner.see("hag");
            hag.send("<message type='error' to='bnc@conference.localhost/bnc1'><error type='cancel'>"
                    + "<bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertThat(owner.rest()).isEmpty();
            hag.send("<message type='error' to='bnc@conference.localhost/bnc1'><error type='wait'>"
                    + "<recipient-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            assertThat(codes(owner.see("hag"))).containsExactly("333");
        }
    }

    /** XEP-0191 §3.3: of an occupant who is blocked nothing is heard, and of the others all. */
    @Test
    void whoIsBlockedIsNotHeard() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "blk1", "blk");
                Visitor hag = Visitor.of(SERVER, "blk2", "blk").entered("hag");
                Visitor other = Visitor.of(SERVER, "blk3", "blk").entered("other")) {
            hag.client()
                    .ask(
                            "set",
                            "b",
                            "",
                            "<block xmlns='urn:xmpp:blocking'>"
                                    + "<item jid='blk@conference.localhost/other'/></block>");
            hag.rest();
            other.say("unheard", "x");
            owner.hear("unheard");
            owner.say("heard", "x");
            assertThat(hag.client().receive("message").attribute("id")).contains("heard");
        }
    }

    /** XEP-0313 §6.1.2. */
    @Test
    void theArchiveIsForWhoMayHear() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "mam1", "mam");
                Visitor hag = Visitor.of(SERVER, "mam2", "mam")) {
            owner.say("one", "first words");
            owner.hear("one");
            owner.say("two", "second words");
            owner.hear("two");
            String query = "<query xmlns='urn:xmpp:mam:2' queryid='q'/>";
            hag.send("<iq type='set' id='m' to='mam@conference.localhost'>" + query + "</iq>");
            XmlElement first = hag.client().receive("message");
            assertThat(first.attribute("from")).contains("mam@conference.localhost");
            assertThat(first.toString())
                    .contains("first words")
                    .contains("from='mam@conference.localhost/mam1'")
                    .contains("occupant-id")
                    .doesNotContain("mam1@localhost");
            hag.client().receive("message");
            assertThat(hag.client().receive("iq").toString()).contains("complete='true'");
            owner.configure("membersonly", "1");
            assertThat(condition(hag.client().ask("set", "m2", "mam@conference.localhost", query)))
                    .isEqualTo("forbidden");
            owner.affiliation("mam2", "member");
            hag.client().ask("set", "m3", "mam@conference.localhost", query);
            owner.configure("enablearchiving", "0");
            assertThat(condition(owner.client().ask("set", "m4", "mam@conference.localhost", query)))
                    .isEqualTo("service-unavailable");
        }
    }
}
