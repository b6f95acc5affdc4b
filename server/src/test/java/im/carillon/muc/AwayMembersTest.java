package im.carillon.muc;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Members who are not in their rooms hear of what they have chosen to hear of (XEP-0492 0.2.0). */
class AwayMembersTest {

    private static final String SETTINGS = "urn:xmpp:notification-settings:1";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static Visitor room(String owner, String room, String member, String... fields) throws IOException {
        Visitor made = Visitor.of(SERVER, owner, room, room);
        made.enter(owner);
        made.configure(fields);
        made.affiliation(member, "member");
        return made;
    }

    private static void choose(RawClient client, String room, String nick, String choice) throws IOException {
        XmlElement answer = client.ask(
                "set",
                "choose" + System.nanoTime(),
                "",
                "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:bookmarks:1'><item id='"
                        + room + "'><conference xmlns='urn:xmpp:bookmarks:1'><nick>" + nick + "</nick><extensions>"
                        + "<notify xmlns='" + SETTINGS + "'><never identity-category='client' identity-type='pc'/><"
                        + choice + "/></notify></extensions></conference></item></publish><publish-options>"
                        + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                        + "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
                        + "<field var='pubsub#max_items'><value>max</value></field></x></publish-options></pubsub>");
        assertThat(Visitor.isError(answer)).isFalse();
    }

    /** What tells of a room; what else there is for the client does not count. */
    private static String told(RawClient client) throws IOException {
        return client.receive(e ->
                        e.name().equals("message") && e.attributeOr("from", "").equals("conference.localhost"))
                .childText(Namespaces.CLIENT, "body")
                .orElse("");
    }

    /** Says one thing after the other, until what a later one brings shows that an earlier one brought nothing. */
    private static void say(Visitor who, String id, String text) throws IOException {
        who.say(id, text);
        who.hear(id);
    }

    @Test
    void whoIsMentionedInAClosedRoomHearsOfItOnceInAWhile() throws Exception {
        try (Visitor owner = room("own1", "closed", "mem1", "membersonly", "1", "roomname", "The Cellar");
                Visitor other = room("own1b", "sentinel", "mem1", "membersonly", "1")) {
            try (RawClient member = SERVER.online("mem1", "phone")) {
                member.drain();
                say(owner, "a", "nobody in particular");
                say(owner, "b", "where is Mem1, please?");
                assertThat(told(member))
                        .isEqualTo("own1 mentioned you in The Cellar: where is Mem1, please?\n"
                                + "xmpp:closed@conference.localhost?join");
                say(owner, "c", "mem1?!");
                say(other, "d", "mem1: over here");
                assertThat(told(member)).startsWith("own1b mentioned you in sentinel");
            }
        }
    }

    @Test
    void whoIsOfflineFindsItWhenTheyComeBack() throws Exception {
        SERVER.account("mem2");
        try (Visitor owner = room("own2", "later", "mem2", "membersonly", "1")) {
            say(owner, "a", "mem2, call me");
        }
        try (RawClient member = SERVER.online("mem2", "phone")) {
            assertThat(told(member)).contains("mem2, call me");
        }
    }

    /** Each room has one state for good, since nobody knows when the last word about it was told. */
    @Test
    void whoIsThereOrWantsNothingHearsNothing() throws Exception {
        try (Visitor here = room("own3", "here", "mem3", "membersonly", "1");
                Visitor never = room("own3", "never", "mem3", "membersonly", "1");
                Visitor open = room("own3", "open", "mem3");
                Visitor blocked = room("own3", "blocked", "mem3", "membersonly", "1");
                Visitor phrase = room("own3", "phrase", "mem3", "membersonly", "1");
                Visitor always = room("own3", "always", "mem3");
                Visitor reference = room("own3", "reference", "mem3", "membersonly", "1");
                Visitor member = Visitor.of(SERVER, "mem3", "here").entered("me")) {
            RawClient client = member.client();
            choose(client, "never@conference.localhost", "me", "never");
            choose(client, "phrase@conference.localhost", "Nobody Special", "on-mention");
            choose(client, "always@conference.localhost", "me", "always");
            client.ask(
                    "set",
                    "block",
                    "",
                    "<block xmlns='urn:xmpp:blocking'><item jid='blocked@conference.localhost'/></block>");
            say(here, "a", "mem3 is here");
            say(never, "b", "mem3 is away");
            say(open, "c", "nobody mentions mem3 in an open room, unless they want it");
            say(blocked, "d", "mem3 has blocked this room");
            say(phrase, "e", "nobody is so special as memory3");
            say(phrase, "f", "but nobody special is missing");
            assertThat(told(client)).contains("nobody special is missing");
            say(always, "g", "whatever it is");
            assertThat(told(client))
                    .isEqualTo("own3 wrote in always: whatever it is\nxmpp:always@conference.localhost?join");
            reference.send("<message type='groupchat' id='h' to='" + reference.room() + "'><body>see there</body>"
                    + "<reference xmlns='urn:xmpp:reference:0' type='mention' uri='xmpp:mem3@localhost'/></message>");
            reference.hear("h");
            assertThat(told(client)).contains("see there");
        }
    }

    @Test
    void aChoiceForAllRoomsHoldsWhereThereIsNoOther() throws Exception {
        try (Visitor owner = room("own4", "loud", "mem4");
                Visitor other = room("own4b", "mute", "mem4", "membersonly", "1");
                Visitor last = room("own4c", "final", "mem4");
                RawClient member = SERVER.online("mem4", "phone")) {
            XmlElement answer = member.ask(
                    "set",
                    "general",
                    "",
                    "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + SETTINGS
                            + "'><item id='current'><notify xmlns='" + SETTINGS
                            + "'><always/></notify></item></publish></pubsub>");
            assertThat(Visitor.isError(answer)).isFalse();
            choose(member, "mute@conference.localhost", "me", "never");
            say(owner, "a", "one");
            assertThat(told(member)).contains("wrote in loud: one");
            say(other, "b", "mem4!");
            last.configure("enablearchiving", "0");
            say(last, "c", "two");
            assertThat(told(member)).isEqualTo("own4c wrote in final\nxmpp:final@conference.localhost?join");
        }
    }
}
