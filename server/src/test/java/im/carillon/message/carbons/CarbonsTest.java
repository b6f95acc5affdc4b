package im.carillon.message.carbons;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Romeo has two devices, Juliet one (XEP-0280). */
class CarbonsTest {

    private static final String CARBONS = "urn:xmpp:carbons:2";
    private static final String ENABLE = "<enable xmlns='" + CARBONS + "'/>";
    private static final String DISABLE = "<disable xmlns='" + CARBONS + "'/>";
    private static final String STANZA_ID = "urn:xmpp:sid:0";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private RawClient garden;
    private RawClient home;
    private RawClient juliet;

    @BeforeEach
    void arrive() throws Exception {
        garden = SERVER.online("romeo", "garden");
        home = SERVER.online("romeo", "home");
        juliet = SERVER.online("juliet", "balcony");
        enable(home);
        garden.drain();
    }

    @AfterEach
    void leave() throws Exception {
        garden.leave();
        home.leave();
        juliet.leave();
    }

    private static void enable(RawClient client) throws Exception {
        assertThat(client.ask("set", "enable1", "", ENABLE).attribute("type")).contains("result");
    }

    /** What a copy holds; empty when the stanza is no copy of that kind. */
    private static Optional<XmlElement> inside(XmlElement copy, String direction) {
        return copy.child(CARBONS, direction)
                .flatMap(wrapped -> wrapped.child("urn:xmpp:forward:0", "forwarded"))
                .flatMap(forwarded -> forwarded.child(Namespaces.CLIENT, "message"));
    }

    private static List<XmlElement> messages(RawClient client) throws Exception {
        return client.drain().stream().filter(e -> e.name().equals("message")).toList();
    }

    private static void copied(RawClient sender, RawClient copied, String direction, String stanza) throws Exception {
        sender.send(stanza);
        sender.drain();
        List<XmlElement> copies = messages(copied);
        assertThat(copies).as(stanza).hasSize(1);
        assertThat(inside(copies.getFirst(), direction)).as(stanza).isPresent();
    }

    private static void notCopied(RawClient sender, RawClient other, String stanza) throws Exception {
        sender.send(stanza);
        sender.drain();
        assertThat(messages(other)).as(stanza).isEmpty();
    }

    /** §3, §6.2. */
    @Test
    void theServerSaysThatItKnowsThem() throws Exception {
        XmlElement info =
                home.ask("get", "info1", "localhost", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
        List<String> features = info.firstChild().orElseThrow().children().stream()
                .map(child -> child.attributeOr("var", ""))
                .toList();
        assertThat(features).contains(CARBONS, "urn:xmpp:carbons:rules:0");
    }

    /** §7. */
    @Test
    void whatOneDeviceReceivesTheOtherGetsAsACopy() throws Exception {
        juliet.send("<message to='romeo@localhost/garden' type='chat' id='r1'>"
                + "<body>What man art thou</body><thread>0e31</thread></message>");
        XmlElement original = garden.receive("message");
        XmlElement copy = home.receive("message");
        assertThat(copy.attribute("from")).contains("romeo@localhost");
        assertThat(copy.attribute("to")).contains("romeo@localhost/home");
        assertThat(copy.attribute("type")).contains("chat");
        XmlElement inside = inside(copy, "received").orElseThrow();
        assertThat(inside.attribute("from")).contains("juliet@localhost/balcony");
        assertThat(inside.attribute("to")).contains("romeo@localhost/garden");
        assertThat(inside.childText(Namespaces.CLIENT, "body")).contains("What man art thou");
        assertThat(inside.child(STANZA_ID, "stanza-id")).isPresent().isEqualTo(original.child(STANZA_ID, "stanza-id"));
        assertThat(messages(garden)).isEmpty();
        assertThat(messages(home)).isEmpty();
    }

    /** §8; it does not matter whether the sender has enabled copies for itself. */
    @Test
    void whatOneDeviceSendsTheOtherGetsAsACopy() throws Exception {
        garden.send("<message to='juliet@localhost' type='chat' id='s1'><body>Neither</body></message>");
        XmlElement received = juliet.receive("message");
        XmlElement copy = home.receive("message");
        assertThat(copy.attribute("from")).contains("romeo@localhost");
        assertThat(copy.attribute("to")).contains("romeo@localhost/home");
        XmlElement inside = inside(copy, "sent").orElseThrow();
        assertThat(inside.attribute("from")).contains("romeo@localhost/garden");
        assertThat(inside.attribute("to")).contains("juliet@localhost");
        XmlElement id = inside.child(STANZA_ID, "stanza-id").orElseThrow();
        assertThat(id.attribute("by")).contains("romeo@localhost");
        assertThat(id.attribute("id"))
                .isPresent()
                .isEqualTo(received.child(STANZA_ID, "stanza-id").orElseThrow().attribute("id"));
        assertThat(messages(garden)).isEmpty();
    }

    @Test
    void aMessageForAllDevicesIsCopiedToNoneOfThem() throws Exception {
        juliet.send("<message to='romeo@localhost' type='chat'><body>all</body></message>");
        assertThat(garden.receive("message").hasChild(CARBONS, "received")).isFalse();
        assertThat(home.receive("message").hasChild(CARBONS, "received")).isFalse();
        assertThat(messages(home)).isEmpty();
    }

    @Test
    void aDeviceThatTakesNoMessagesForTheAccountGetsCopies() throws Exception {
        home.send("<presence><priority>-1</priority></presence>");
        home.drain();
        copied(juliet, home, "received", "<message to='romeo@localhost' type='chat'><body>x</body></message>");
        assertThat(garden.receive("message").hasChild(Namespaces.CLIENT, "body"))
                .isTrue();
    }

    /** §6.1. */
    @Test
    void theRulesSayWhatIsCopied() throws Exception {
        String to = "<message to='romeo@localhost/garden' ";
        copied(juliet, home, "received", to + "type='chat'><unknown xmlns='urn:example:x'/></message>");
        copied(juliet, home, "received", to + "type='normal'><body>mail</body></message>");
        copied(juliet, home, "received", to + "><received xmlns='urn:xmpp:receipts' id='1'/></message>");
        copied(juliet, home, "received", to + "><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        copied(juliet, home, "received", to + "><displayed xmlns='urn:xmpp:chat-markers:0' id='1'/></message>");
        copied(juliet, home, "received", to + "><x xmlns='jabber:x:conference' jid='r@c.localhost'/></message>");
        copied(
                juliet,
                home,
                "received",
                to + "><x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@localhost'/></x></message>");
        notCopied(juliet, home, to + "type='normal'><unknown xmlns='urn:example:x'/></message>");
        notCopied(juliet, home, to + "type='headline'><body>news</body></message>");
        notCopied(juliet, home, to + "type='groupchat'><body>room</body></message>");
        notCopied(
                juliet,
                home,
                to + "type='chat'><body>whispered</body><x xmlns='http://jabber.org/protocol/muc#user'/></message>");
    }

    /** §9. */
    @Test
    void privateMessagesAreNotCopied() throws Exception {
        String secret = "type='chat'><body>secret</body>";
        notCopied(
                juliet,
                home,
                "<message to='romeo@localhost/garden' " + secret + "<private xmlns='" + CARBONS + "'/></message>");
        assertThat(garden.receive("message").hasChild(CARBONS, "private")).isTrue();
        notCopied(
                garden,
                home,
                "<message to='juliet@localhost' " + secret + "<no-copy xmlns='urn:xmpp:hints'/></message>");
        assertThat(juliet.receive("message").hasChild("urn:xmpp:hints", "no-copy"))
                .isTrue();
    }

    /** §6.1: an error is copied when what it answers was. */
    @Test
    void errorsAreCopiedLikeWhatTheyAnswer() throws Exception {
        copied(
                garden,
                home,
                "sent",
                "<message to='juliet@localhost/balcony' type='chat' id='e1'><body>x</body></message>");
        juliet.receive("message");
        String error = "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>";
        copied(juliet, home, "received", "<message to='romeo@localhost/garden' type='error' id='e1'>" + error);
        assertThat(Errors.condition(garden.receive("message"))).isEqualTo("gone");
        notCopied(juliet, home, "<message to='romeo@localhost/garden' type='error' id='unasked'>" + error);
        assertThat(Errors.condition(garden.receive("message"))).isEqualTo("gone");
    }

    @Test
    void whatNobodyTookIsCopiedWithItsError() throws Exception {
        garden.send("<message to='nobody@localhost' type='chat' id='lost'><body>x</body></message>");
        assertThat(Errors.condition(garden.receive("message"))).isEqualTo("service-unavailable");
        assertThat(inside(home.receive("message"), "sent")).isPresent();
        XmlElement error = inside(home.receive("message"), "received").orElseThrow();
        assertThat(Errors.condition(error)).isEqualTo("service-unavailable");
    }

    /** §5, §10.1. */
    @Test
    void copiesEndWhenTheyAreDisabled() throws Exception {
        enable(home);
        for (int i = 0; i < 2; i++) {
            assertThat(home.ask("set", "disable" + i, "", DISABLE).attribute("type"))
                    .contains("result");
        }
        notCopied(juliet, home, "<message to='romeo@localhost/garden' type='chat'><body>x</body></message>");
        enable(home);
        copied(juliet, home, "received", "<message to='romeo@localhost/garden' type='chat'><body>x</body></message>");
    }

    /** §4.1. */
    @Test
    void nobodyEnablesThemForSomebodyElse() throws Exception {
        assertThat(Errors.condition(juliet.ask("set", "foreign", "romeo@localhost", ENABLE)))
                .isEqualTo("not-allowed");
        assertThat(juliet.ask("set", "host", "localhost", ENABLE).attribute("type"))
                .contains("result");
    }

    /** §12. */
    @Test
    void forgedCopiesDoNotPass() throws Exception {
        juliet.send("<message to='romeo@localhost' type='chat'><body>look</body><received xmlns='" + CARBONS
                + "'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='paris@localhost' "
                + "to='romeo@localhost'><body>forged</body></message></forwarded></received></message>");
        XmlElement message = garden.receive("message");
        assertThat(message.childText(Namespaces.CLIENT, "body")).contains("look");
        assertThat(message.childIn(CARBONS)).isEmpty();
    }

    @Test
    void aMessageToOneselfIsCopiedOnce() throws Exception {
        RawClient hill = SERVER.online("romeo", "hill");
        enable(hill);
        garden.drain();
        home.drain();
        garden.send("<message to='romeo@localhost/home' type='chat' id='self'><body>note</body></message>");
        XmlElement direct = home.receive("message");
        assertThat(direct.childText(Namespaces.CLIENT, "body")).contains("note");
        XmlElement copy = inside(hill.receive("message"), "sent").orElseThrow();
        assertThat(copy.child(STANZA_ID, "stanza-id")).isEqualTo(direct.child(STANZA_ID, "stanza-id"));
        assertThat(messages(hill)).isEmpty();
        assertThat(messages(home)).isEmpty();
        assertThat(messages(garden)).isEmpty();
        hill.leave();
    }

    /** XEP-0386 §bind-request: enabled before the session is there, so that nothing is missed. */
    @Test
    void theyCanBeEnabledWhileTheSessionIsBound() throws Exception {
        try (RawClient phone = SERVER.loginInOneTrip("romeo", ENABLE)) {
            copied(
                    juliet,
                    phone,
                    "received",
                    "<message to='romeo@localhost/garden' type='chat'><body>x</body></message>");
            phone.leave();
        }
    }

    @Test
    void whatIsSentToWhoeverIsNoAccountHereIsCopiedToo() throws Exception {
        garden.send("<message to='somebody@elsewhere.example' type='chat' id='far'><body>x</body></message>");
        assertThat(inside(home.receive("message"), "sent")).isPresent();
        assertThat(Errors.condition(inside(home.receive("message"), "received").orElseThrow()))
                .isEqualTo("remote-server-not-found");
    }
}
