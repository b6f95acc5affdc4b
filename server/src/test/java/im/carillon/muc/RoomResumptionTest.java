package im.carillon.muc;

import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Occupants whose connection, or whose server, goes away and comes back. */
class RoomResumptionTest {

    private static final String MANAGEMENT = "urn:xmpp:sm:3";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void whoResumesIsStillThereAndMissedNothing() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "cut1", "cut")) {
            Visitor hag = Visitor.of(SERVER, "cut2", "cut");
            String id = enable(hag.client());
            hag.entered("hag");
            owner.see("hag");
            hag.close();
            owner.say("missed", "x");
            owner.hear("missed");
            try (RawClient again = loggedIn("cut2")) {
                again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
                assertThat(again.receive(e -> e.is(MANAGEMENT, "resumed")).attribute("previd"))
                        .contains(id);
                Visitor back = new Visitor(again, hag.room());
                back.hear("missed");
                back.say("here", "x");
                owner.hear("here");
                assertThat(owner.rest()).noneMatch(e -> e.name().equals("presence"));
                again.leave();
            }
        }
    }

    @Test
    void aRestartLeavesOccupantsWhereTheyWere() throws Exception {
        Visitor owner = Visitor.of(SERVER, "down1", "down");
        String ownerId = enable(owner.client());
        owner.enter("boss");
        owner.configure("roomname", "Temporary", "moderatedroom", "1");
        Visitor hag = Visitor.of(SERVER, "down2", "down");
        String id = enable(hag.client());
        hag.entered("hag");
        owner.role("hag", "participant");
        hag.close();
        owner.say("missed", "x");
        owner.hear("missed");
        owner.close();
        SERVER.stop();
        SERVER.start();
        try (RawClient again = loggedIn("down2");
                RawClient boss = loggedIn("down1")) {
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            again.receive(e -> e.is(MANAGEMENT, "resumed"));
            Visitor back = new Visitor(again, hag.room());
            XmlElement missed = back.hear("missed");
            assertThat(missed.attribute("from")).contains("down@conference.localhost/boss");
            assertThat(missed.attribute("to")).contains("down2@localhost/r");
            assertThat(missed.children("urn:xmpp:sid:0", "stanza-id")).hasSize(1);
            boss.send("<resume xmlns='urn:xmpp:sm:3' previd='" + ownerId + "' h='0'/>");
            boss.receive(e -> e.is(MANAGEMENT, "resumed"));
            back.say("voice", "a voice that was given stays");
            new Visitor(boss, hag.room()).hear("voice");
            again.leave();
            boss.leave();
        }
    }

    /** XEP-0045 §18.1.2: who does not come back in time is seen leaving, and their nickname is free. */
    @Test
    void whoDoesNotComeBackAfterARestartIsNoGhost() throws Exception {
        Visitor owner = Visitor.of(SERVER, "ghost1", "ghost");
        String ownerId = enable(owner.client());
        owner.enter("boss");
        owner.configure();
        Visitor hag = Visitor.of(SERVER, "ghost2", "ghost");
        enable(hag.client(), 1);
        hag.entered("hag");
        hag.close();
        owner.close();
        SERVER.stop();
        SERVER.start();
        try (RawClient boss = loggedIn("ghost1")) {
            boss.send("<resume xmlns='urn:xmpp:sm:3' previd='" + ownerId + "' h='0'/>");
            boss.receive(e -> e.is(MANAGEMENT, "resumed"));
            Visitor back = new Visitor(boss, hag.room());
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !isThere(boss, hag.room(), "hag"));
            try (Visitor other = Visitor.of(SERVER, "ghost3", "ghost")) {
                assertThat(Visitor.isError(other.enter("hag"))).isFalse();
                assertThat(Visitor.item(back.see("hag"), "affiliation")).isEqualTo("none");
            }
            boss.leave();
        }
    }

    private static boolean isThere(RawClient client, String room, String nick) throws IOException {
        String id = "there-" + System.nanoTime();
        return client.ask("get", id, room, "<query xmlns='http://jabber.org/protocol/disco#items'/>")
                .toString()
                .contains(room + "/" + nick);
    }

    @Test
    void aRoomThatEveryoneLeftBeforeTheRestartIsGone() throws Exception {
        Visitor owner = Visitor.owning(SERVER, "void1", "void");
        SERVER.stop();
        SERVER.start();
        try (Visitor other = Visitor.of(SERVER, "void2", "void")) {
            assertThat(condition(other.client()
                            .ask(
                                    "get",
                                    "i",
                                    "void@conference.localhost",
                                    "<query" + " xmlns='http://jabber.org/protocol/disco#info'/>")))
                    .isEqualTo("item-not-found");
            assertThat(Visitor.codes(other.enter("new"))).contains("201");
        }
        owner.close();
    }

    /** XEP-0045 §11.2: 332 for whoever has no way back, and not a word to those who have one. */
    @Test
    void whoCannotResumeIsToldOfTheStop() throws Exception {
        Visitor owner = Visitor.of(SERVER, "halt1", "halt");
        String id = enable(owner.client());
        owner.enter("boss");
        owner.configure();
        Visitor hag = Visitor.of(SERVER, "halt2", "halt").entered("hag");
        owner.see("hag");
        SERVER.stop();
        XmlElement told = hag.see("hag");
        assertThat(told.attribute("type")).contains("unavailable");
        assertThat(Visitor.codes(told)).containsExactly("110", "332");
        assertThat(Visitor.item(told, "role")).isEqualTo("none");
        assertThat(hag.client().awaitEnd().orElseThrow().toString()).contains("system-shutdown");
        hag.close();
        owner.close();
        SERVER.start();
        try (RawClient again = loggedIn("halt1")) {
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            again.receive(e -> e.is(MANAGEMENT, "resumed"));
            Visitor back = new Visitor(again, owner.room());
            back.say("still", "here");
            back.hear("still");
            again.leave();
        }
    }

    @Test
    void anotherClientWithTheSameResourceBeginsAnew() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "over1", "over");
                Visitor old = Visitor.of(SERVER, "over2", "over").entered("hag");
                Visitor now = Visitor.of(SERVER, "over2", "over")) {
            now.say("early", "x");
            assertThat(condition(now.hear("early"))).isEqualTo("not-acceptable");
            now.entered("hag");
            old.client().awaitEnd();
            now.say("there", "x");
            owner.hear("there");
        }
    }

    private static String enable(RawClient client) throws IOException {
        return enable(client, 60);
    }

    private static String enable(RawClient client, int seconds) throws IOException {
        client.send("<enable xmlns='urn:xmpp:sm:3' resume='true' max='" + seconds + "'/>");
        return client.receive(e -> e.is(MANAGEMENT, "enabled")).attributeOr("id", "");
    }

    private static RawClient loggedIn(String name) throws IOException {
        RawClient client = SERVER.connect();
        client.open();
        client.authenticate(name, name);
        client.open();
        return client;
    }
}
