package im.carillon.message;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets a message (RFC 6121 §8.5), and what waits for those who are away (XEP-0160). */
class MessageRoutingTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static void say(RawClient from, String to, String type, String id) throws Exception {
        from.send("<message to='" + to + "' type='" + type + "' id='" + id + "'><body>" + id + "</body></message>");
    }

    private static Optional<String> condition(XmlElement stanza) {
        return stanza.child(Namespaces.CLIENT, "error")
                .flatMap(XmlElement::firstChild)
                .map(XmlElement::name);
    }

    private static List<String> messages(RawClient client) throws Exception {
        return client.drain().stream()
                .filter(e -> e.name().equals("message"))
                .map(e -> e.attributeOr("id", ""))
                .toList();
    }

    @Test
    void aMessageToTheBareAddressReachesEveryResourceWithANonNegativePriority() throws Exception {
        try (RawClient sender = SERVER.online("priority-sender", "s");
                RawClient phone = SERVER.online("prioritised", "phone");
                RawClient desk = SERVER.online("prioritised", "desk");
                RawClient robot = SERVER.login("prioritised", "robot");
                RawClient silent = SERVER.login("prioritised", "silent")) {
            robot.send("<presence><priority>-1</priority></presence>");
            robot.receive("presence");
            say(sender, "prioritised@localhost", "chat", "to-all");
            assertThat(phone.receive("message").attribute("id")).contains("to-all");
            assertThat(desk.receive("message").attribute("id")).contains("to-all");
            assertThat(messages(robot)).isEmpty();
            assertThat(messages(silent)).isEmpty();
        }
    }

    @Test
    void aMessageToAResourceThatIsGoneReachesTheOthers() throws Exception {
        try (RawClient sender = SERVER.online("gone-sender", "s");
                RawClient other = SERVER.online("partly-gone", "other")) {
            say(sender, "partly-gone@localhost/gone", "chat", "redirected");
            assertThat(other.receive("message").attribute("id")).contains("redirected");
        }
    }

    @Test
    void onlyAChatIsForAnotherResourceThanTheOneItNames() throws Exception {
        try (RawClient sender = SERVER.online("gone-sender", "s");
                RawClient other = SERVER.online("partly-gone", "other")) {
            say(sender, "partly-gone@localhost/gone", "normal", "not-redirected");
            assertThat(Errors.condition(sender.receive("message"))).isEqualTo("service-unavailable");
            say(sender, "partly-gone@localhost", "normal", "for-all");
            assertThat(other.receive("message").attribute("id")).contains("for-all");
        }
    }

    @Test
    void offlineMessagesComeInOrderWithTheTimeTheyWereSent() throws Exception {
        SERVER.account("sleeper");
        try (RawClient sender = SERVER.online("early-bird", "s")) {
            for (int i = 0; i < 3; i++) {
                say(sender, "sleeper@localhost", "chat", "night-" + i);
            }
            sender.drain();
            try (RawClient sleeper = SERVER.login("sleeper", "bed")) {
                sleeper.send("<presence/>");
                for (int i = 0; i < 3; i++) {
                    XmlElement message = sleeper.receive("message");
                    assertThat(message.attribute("id")).contains("night-" + i);
                    assertThat(message.child("urn:xmpp:delay", "delay").flatMap(d -> d.attribute("from")))
                            .contains("localhost");
                    assertThat(message.hasChild("urn:xmpp:sid:0", "stanza-id")).isTrue();
                }
            }
            try (RawClient again = SERVER.online("sleeper", "bed")) {
                assertThat(messages(again)).isEmpty();
            }
        }
    }

    @Test
    void offlineMessagesSurviveARestart() throws Exception {
        SERVER.account("survivor");
        try (RawClient sender = SERVER.online("restarter", "s")) {
            say(sender, "survivor@localhost", "chat", "kept");
            sender.drain();
        }
        SERVER.stop();
        SERVER.start();
        try (RawClient survivor = SERVER.login("survivor", "s")) {
            survivor.send("<presence/>");
            assertThat(survivor.receive("message").attribute("id")).contains("kept");
        }
    }

    @Test
    void chatStatesAndHintsAreNotKept() throws Exception {
        SERVER.account("unkept");
        try (RawClient sender = SERVER.online("typist", "s")) {
            sender.send("<message to='unkept@localhost' type='chat' id='state'>"
                    + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
            sender.send("<message to='unkept@localhost' type='chat' id='hint'><body>x</body>"
                    + "<no-store xmlns='urn:xmpp:hints'/></message>");
            sender.drain();
            try (RawClient unkept = SERVER.online("unkept", "u")) {
                assertThat(messages(unkept)).isEmpty();
            }
        }
    }

    @Test
    void nobodyAtThatAddressIsAnError() throws Exception {
        try (RawClient sender = SERVER.online("lonely", "s")) {
            say(sender, "no-such-account@localhost", "chat", "lost");
            XmlElement error = sender.receive("message");
            assertThat(error.attribute("type")).contains("error");
            assertThat(error.attribute("from")).contains("no-such-account@localhost");
            assertThat(condition(error)).contains("service-unavailable");
            say(sender, "romeo@elsewhere.example", "chat", "far");
            assertThat(condition(sender.receive("message"))).contains("remote-server-not-found");
        }
    }

    @Test
    void aGroupchatMessageForAnAccountIsAnErrorAndAHeadlineIsDropped() throws Exception {
        SERVER.account("absent");
        try (RawClient sender = SERVER.online("grouper", "s")) {
            say(sender, "absent@localhost", "groupchat", "group");
            assertThat(condition(sender.receive("message"))).contains("service-unavailable");
            say(sender, "absent@localhost", "headline", "news");
            assertThat(messages(sender)).isEmpty();
        }
    }

    @Test
    void aMessageForNobodyInParticularIsForTheAccountItself() throws Exception {
        try (RawClient sender = SERVER.online("selfish", "s")) {
            sender.send("<message type='groupchat' id='g'><body>x</body></message>");
            XmlElement error = sender.receive("message");
            assertThat(condition(error)).contains("service-unavailable");
            assertThat(error.attribute("from")).contains("selfish@localhost");
            sender.send("<message type='chat' id='note'><body>note</body></message>");
            assertThat(sender.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("note");
        }
    }

    private static String stanzaId(String by) {
        return "<stanza-id xmlns='urn:xmpp:sid:0' by='" + by + "' id='forged'/>";
    }

    private static String delay(String from) {
        return "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='2002-09-10T23:08:25Z'/>";
    }

    /** XEP-0359 §5. */
    @Test
    void idsThatClaimToBeOursAreTakenOut() throws Exception {
        try (RawClient sender = SERVER.online("forger", "s");
                RawClient victim = SERVER.online("victim", "v")) {
            sender.send("<message to='victim@localhost/v' type='chat'><body>x</body>"
                    + stanzaId("victim@localhost") + stanzaId("Victim@LOCALHOST") + stanzaId("localhost")
                    + stanzaId("forger@localhost") + stanzaId("room@elsewhere.example") + stanzaId("")
                    + "<origin-id xmlns='urn:xmpp:sid:0' id='mine'/></message>");
            XmlElement message = victim.receive("message");
            List<XmlElement> ids = message.children("urn:xmpp:sid:0", "stanza-id");
            assertThat(ids)
                    .extracting(id -> id.attributeOr("by", ""))
                    .containsExactly("room@elsewhere.example", "", "victim@localhost");
            assertThat(ids.getLast().attribute("id")).isPresent().get().isNotEqualTo("forged");
            assertThat(message.child("urn:xmpp:sid:0", "origin-id").flatMap(id -> id.attribute("id")))
                    .contains("mine");
        }
    }

    /** XEP-0203 §6. */
    @Test
    void delaysThatClaimToBeOursAreTakenOut() throws Exception {
        try (RawClient sender = SERVER.online("late-forger", "s");
                RawClient victim = SERVER.online("late-victim", "v")) {
            sender.send("<message to='late-victim@localhost/v' type='chat'><body>x</body>"
                    + delay("localhost") + delay("late-victim@localhost") + delay("room@elsewhere.example")
                    + delay("late-forger@localhost/s") + "</message>");
            assertThat(victim.receive("message").children("urn:xmpp:delay", "delay"))
                    .extracting(delay -> delay.attributeOr("from", ""))
                    .containsExactly("room@elsewhere.example", "late-forger@localhost/s");
        }
    }

    @Test
    void aPageOfAnArchiveComesFromNoClient() throws Exception {
        try (RawClient sender = SERVER.online("page-forger", "s");
                RawClient victim = SERVER.online("page-victim", "v")) {
            sender.send("<message to='page-victim@localhost/v' type='chat'><body>x</body>"
                    + "<result xmlns='urn:xmpp:mam:2' id='1'/></message>");
            assertThat(victim.receive("message").childIn("urn:xmpp:mam:2")).isEmpty();
        }
    }

    /** RFC 6121 §8.5.2.2.1: either it is stored or the sender is told. */
    @Test
    void whatMustNotBeKeptAndReachesNobodyIsAnError() throws Exception {
        SERVER.account("away");
        try (RawClient sender = SERVER.online("hinter", "s")) {
            sender.send("<message to='away@localhost' type='chat' id='hint'><body>x</body>"
                    + "<no-store xmlns='urn:xmpp:hints'/></message>");
            assertThat(condition(sender.receive("message"))).contains("service-unavailable");
        }
    }

    @Test
    void theOrderOfOneSendersStanzasIsKeptWhateverIsStored() throws Exception {
        try (RawClient sender = SERVER.online("orderly", "s");
                RawClient reader = SERVER.online("reader", "r")) {
            StringBuilder flood = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                String hint = i % 3 == 0 ? "<no-store xmlns='urn:xmpp:hints'/>" : "";
                flood.append("<message to='reader@localhost/r' type='chat' id='" + i + "'><body>x</body>" + hint
                        + "</message>");
            }
            sender.send(flood.toString());
            for (int i = 0; i < 300; i++) {
                assertThat(reader.receive("message").attribute("id")).contains(Integer.toString(i));
            }
        }
    }
}
