package im.carillon.stream.management;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0198 1.6.3. */
class StreamManagementTest {

    private static final String NAMESPACE = "urn:xmpp:sm:3";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void itIsOfferedOnceTheClientHasLoggedIn() throws Exception {
        SERVER.account("mercutio");
        try (RawClient mercutio = SERVER.connect()) {
            assertThat(mercutio.open().hasChild(NAMESPACE, "sm")).isFalse();
            mercutio.authenticate("mercutio", "mercutio");
            assertThat(mercutio.open().hasChild(NAMESPACE, "sm")).isTrue();
        }
    }

    @Test
    void enablingBeforeBindingFails() throws Exception {
        SERVER.account("mercutio");
        try (RawClient mercutio = SERVER.connect()) {
            mercutio.open();
            mercutio.authenticate("mercutio", "mercutio");
            mercutio.open();
            XmlElement failed = mercutio.send("<enable xmlns='urn:xmpp:sm:3'/>").receive();
            assertThat(failed.is(NAMESPACE, "failed")).isTrue();
            assertThat(failed.hasChild(Namespaces.STANZA_ERRORS, "unexpected-request"))
                    .isTrue();
            mercutio.bind("later");
        }
    }

    @Test
    void enablingTwiceEndsTheStream() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "twice")) {
            enable(romeo, "");
            romeo.send("<enable xmlns='urn:xmpp:sm:3'/>");
            assertThat(romeo.awaitEnd()).isPresent();
        }
    }

    @Test
    void whatIsHandledIsCountedFromTheRequestOn() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "counting")) {
            assertThat(enable(romeo, "").attribute("resume")).isEmpty();
            assertThat(handled(romeo)).isZero();
            romeo.send("<presence/><message to='nurse@localhost'><body>early</body></message>");
            assertThat(handled(romeo)).isEqualTo(2);
            romeo.ask("get", "p1", "", "<ping xmlns='urn:xmpp:ping'/>");
            assertThat(handled(romeo)).isEqualTo(3);
        }
    }

    @Test
    void acknowledgingMoreThanWasSentEndsTheStream() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "boaster")) {
            enable(romeo, "");
            romeo.send("<a xmlns='urn:xmpp:sm:3' h='10'/>");
            XmlElement error = romeo.awaitEnd().orElseThrow();
            assertThat(error.hasChild(Namespaces.STREAM_ERRORS, "undefined-condition"))
                    .isTrue();
            assertThat(error.child(NAMESPACE, "handled-count-too-high").flatMap(e -> e.attribute("h")))
                    .contains("10");
        }
    }

    @Test
    void aStoredMessageIsFollowedByARequest() throws Exception {
        try (RawClient romeo = SERVER.online("romeo", "sender");
                RawClient juliet = SERVER.online("rosaline", "asked")) {
            enable(juliet, "resume='true'");
            says(romeo, juliet, "psst");
            assertThat(juliet.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("psst");
            assertThat(juliet.receive().is(NAMESPACE, "r")).isTrue();
        }
    }

    @Test
    void aLostConnectionIsNotALostSession() throws Exception {
        try (RawClient romeo = SERVER.online("romeo", "faithful")) {
            RawClient juliet = SERVER.online("juliet", "wandering");
            String id = id(enable(juliet, "resume='true' max='60'"));
            says(romeo, juliet, "one");
            says(romeo, juliet, "two");
            body(juliet);
            body(juliet);
            juliet.close();
            says(romeo, juliet, "three");

            try (RawClient again = loggedIn("juliet")) {
                again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='1'/>");
                XmlElement resumed = again.receive();
                assertThat(resumed.is(NAMESPACE, "resumed")).isTrue();
                assertThat(resumed.attribute("previd")).contains(id);
                assertThat(resumed.attribute("h")).contains("0");
                assertThat(List.of(body(again), body(again))).containsExactly("two", "three");
                // and it is the same session
                says(romeo, juliet, "four");
                assertThat(body(again)).isEqualTo("four");
                assertThat(handled(again)).isZero();
                again.leave();
            }
        }
    }

    @Test
    void aSessionIsTakenOverFromAConnectionThatOnlySeemsAlive() throws Exception {
        try (RawClient romeo = SERVER.online("romeo", "seeming");
                RawClient juliet = SERVER.online("juliet", "seeming")) {
            String id = id(enable(juliet, "resume='true'"));
            juliet.send("<message to='" + romeo.address() + "' type='chat' id='x'><body>before</body></message>");
            assertThat(body(romeo)).isEqualTo("before");
            try (RawClient again = loggedIn("juliet")) {
                again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
                assertThat(again.receive().attribute("h")).contains("1");
                assertThat(juliet.awaitEnd().orElseThrow().hasChild(Namespaces.STREAM_ERRORS, "conflict"))
                        .isTrue();
                says(romeo, juliet, "still there");
                assertThat(body(again)).isEqualTo("still there");
                again.leave();
            }
        }
    }

    @Test
    void whoClaimsTooMuchWhileResumingMayComeBackWithTheRightCount() throws Exception {
        try (RawClient romeo = SERVER.online("romeo", "exact")) {
            RawClient juliet = SERVER.online("juliet", "wrong");
            String id = id(enable(juliet, "resume='true'"));
            juliet.close();
            try (RawClient liar = loggedIn("juliet")) {
                liar.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='99'/>");
                assertThat(liar.awaitEnd().orElseThrow().hasChild(NAMESPACE, "handled-count-too-high"))
                        .isTrue();
            }
            says(romeo, juliet, "not lost");
            try (RawClient again = loggedIn("juliet")) {
                again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
                assertThat(again.receive().is(NAMESPACE, "resumed")).isTrue();
                assertThat(body(again)).isEqualTo("not lost");
                again.leave();
            }
        }
    }

    @Test
    void aMessageThatOneRestoredSessionHasDoesNotWaitForAnother() throws Exception {
        RawClient romeo = SERVER.online("romeo", "both");
        RawClient one = SERVER.online("paris", "one");
        RawClient other = SERVER.online("paris", "other");
        String id = id(enable(one, "resume='true'"));
        enable(other, "resume='true' max='1'");
        romeo.send("<message to='paris@localhost' type='chat'><body>to both</body></message>");
        body(one);
        body(other);
        SERVER.stop();
        SERVER.start();
        romeo.close();
        try (RawClient again = loggedIn("paris");
                RawClient watcher = SERVER.online("paris", "watching")) {
            // the other one gives up its place first
            watcher.receive(e -> e.attributeOr("from", "").equals("paris@localhost/other")
                    && e.attributeOr("type", "").equals("unavailable"));
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            assertThat(body(again)).isEqualTo("to both");
            again.send("<a xmlns='urn:xmpp:sm:3' h='1'/>");
            again.leave();
        }
        try (RawClient later = SERVER.online("paris", "later")) {
            assertThat(later.drain()).noneMatch(e -> e.hasChild(Namespaces.CLIENT, "body"));
        }
    }

    @Test
    void aStrangerCannotResume() throws Exception {
        RawClient juliet = SERVER.online("juliet", "guarded");
        String id = id(enable(juliet, "resume='true'"));
        juliet.close();
        try (RawClient tybalt = loggedIn("tybalt")) {
            tybalt.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            assertThat(tybalt.receive().hasChild(Namespaces.STANZA_ERRORS, "item-not-found"))
                    .isTrue();
            tybalt.send("<resume xmlns='urn:xmpp:sm:3' previd='nonsense' h='0'/>");
            assertThat(tybalt.receive().hasChild(Namespaces.STANZA_ERRORS, "item-not-found"))
                    .isTrue();
            tybalt.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='-1'/>");
            assertThat(tybalt.receive().is(NAMESPACE, "failed")).isTrue();
            tybalt.bind("afterwards");
        }
    }

    @Test
    void aSessionThatWasClosedProperlyTellsHowFarItCame() throws Exception {
        RawClient juliet = SERVER.online("juliet", "proper");
        String id = id(enable(juliet, "resume='true'"));
        juliet.send("<message to='nurse@localhost' type='chat'><body>well</body></message>");
        assertThat(handled(juliet)).isEqualTo(1);
        juliet.leave();
        try (RawClient again = loggedIn("juliet")) {
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            XmlElement failed = again.receive();
            assertThat(failed.is(NAMESPACE, "failed")).isTrue();
            assertThat(failed.attribute("h")).contains("1");
        }
    }

    @Test
    void whatAnEndedSessionDidNotAcknowledgeGoesToTheNextOne() throws Exception {
        try (RawClient romeo = SERVER.online("romeo", "patient")) {
            RawClient benvolio = SERVER.online("benvolio", "first");
            enable(benvolio, "");
            says(romeo, benvolio, "unheard");
            body(benvolio);
            benvolio.close();
            try (RawClient next = SERVER.login("benvolio", "next")) {
                next.send("<presence/>");
                assertThat(body(next)).isEqualTo("unheard");
            }
        }
    }

    @Test
    void aRestartIsAResumption() throws Exception {
        RawClient romeo = SERVER.online("romeo", "restart");
        RawClient juliet = SERVER.online("susanna", "restart");
        String id = id(enable(juliet, "resume='true'"));
        says(romeo, juliet, "kept");
        says(romeo, juliet, "also kept");
        body(juliet);
        body(juliet);
        juliet.send("<message to='romeo@localhost' type='chat'><body>from me</body></message>");
        assertThat(body(romeo)).isEqualTo("from me");
        romeo.close();

        SERVER.stop();
        assertThat(juliet.awaitEnd()).isEmpty();
        SERVER.start();

        try (RawClient again = loggedIn("susanna");
                RawClient other = SERVER.online("romeo", "restarted")) {
            says(other, juliet, "after the restart");
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='1'/>");
            assertThat(again.receive().attribute("h")).contains("1");
            assertThat(List.of(body(again), body(again))).containsExactly("also kept", "after the restart");
            again.send("<a xmlns='urn:xmpp:sm:3' h='3'/>");
            says(other, juliet, "live");
            assertThat(body(again)).isEqualTo("live");
            again.leave();
        }
    }

    @Test
    void afterARestartTheClientLearnsWhoIsHere() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "seen");
                RawClient nurse = SERVER.login("nurse", "seen")) {
            befriend(romeo, nurse);
        }
        RawClient nurse = SERVER.online("nurse", "watching");
        String id = id(enable(nurse, "resume='true'"));
        assertThat(handled(nurse)).isZero();
        SERVER.stop();
        SERVER.start();
        try (RawClient romeo = SERVER.online("romeo", "here");
                RawClient again = loggedIn("nurse")) {
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            again.receive(e -> e.is(NAMESPACE, "resumed"));
            assertThat(again.receive("presence").attribute("from"))
                    .contains(romeo.address().toString());
            // and the resumed session is seen as available without a word of its client
            romeo.send("<presence to='nurse@localhost' type='probe'/>");
            assertThat(romeo.receive(e -> e.attributeOr("from", "").equals("nurse@localhost/watching"))
                            .attribute("type"))
                    .isEmpty();
        }
    }

    @Test
    void aRequestThatWasUnderWayWhenTheServerStoppedGetsAnAnswer() throws Exception {
        RawClient juliet = SERVER.online("juliet", "asking");
        RawClient romeo = SERVER.online("romeo", "silent");
        String id = id(enable(juliet, "resume='true'"));
        juliet.send("<iq type='get' id='q1' to='" + romeo.address() + "'><query xmlns='jabber:iq:version'/></iq>");
        romeo.receive("iq");
        assertThat(handled(juliet)).isEqualTo(1);
        SERVER.stop();
        SERVER.start();
        romeo.close();
        try (RawClient again = loggedIn("juliet")) {
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            XmlElement answer = again.receive(e -> e.attributeOr("id", "").equals("q1"));
            assertThat(answer.attribute("type")).contains("error");
            assertThat(answer.child(Namespaces.CLIENT, "error").flatMap(e -> e.attribute("type")))
                    .contains("wait");
        }
    }

    private static void befriend(RawClient one, RawClient other) throws IOException {
        one.send("<presence/><presence to='" + other.address().bare() + "' type='subscribe'/>");
        other.send("<presence/><presence to='" + one.address().bare() + "' type='subscribe'/>");
        other.receive(e -> e.attributeOr("type", "").equals("subscribe"));
        one.receive(e -> e.attributeOr("type", "").equals("subscribe"));
        other.send("<presence to='" + one.address().bare() + "' type='subscribed'/>");
        one.send("<presence to='" + other.address().bare() + "' type='subscribed'/>");
        one.drain();
        other.drain();
    }

    private static RawClient loggedIn(String name) throws IOException {
        SERVER.account(name);
        RawClient client = SERVER.connect();
        client.open();
        client.authenticate(name, name);
        client.open();
        return client;
    }

    private static XmlElement enable(RawClient client, String attributes) throws IOException {
        client.send("<enable xmlns='urn:xmpp:sm:3' " + attributes + "/>");
        return client.receive(e -> e.is(NAMESPACE, "enabled"));
    }

    private static String id(XmlElement enabled) {
        assertThat(enabled.attribute("resume")).contains("true");
        return enabled.attribute("id").orElseThrow();
    }

    private static int handled(RawClient client) throws IOException {
        client.send("<r xmlns='urn:xmpp:sm:3'/>");
        return Integer.parseInt(
                client.receive(e -> e.is(NAMESPACE, "a")).attribute("h").orElseThrow());
    }

    private static void says(RawClient from, RawClient to, String text) throws IOException {
        from.send("<message to='" + to.address() + "' type='chat'><body>" + text + "</body></message>");
        // stored and under way: the next one comes behind it
        List<XmlElement> errors = new ArrayList<>(from.drain());
        assertThat(errors).noneMatch(e -> e.attributeOr("type", "").equals("error"));
    }

    private static String body(RawClient client) throws IOException {
        return client.receive(e -> e.name().equals("message") && e.hasChild(Namespaces.CLIENT, "body"))
                .childText(Namespaces.CLIENT, "body")
                .orElseThrow();
    }
}
