package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.multibindings.OptionalBinder;
import im.carillon.bosh.BoshClient.HttpAnswer;
import im.carillon.bosh.BoshClient.Pending;
import im.carillon.session.SessionRegistry;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions of people over BOSH: reloads, lost answers, and every way to leave. */
class BoshSessionLifeTest {

    private static final AtomicLong SKIPPED = new AtomicLong();

    @RegisterExtension
    static final TestServer SERVER = new TestServer(
            "",
            binder -> OptionalBinder.newOptionalBinder(binder, MonotonicClock.class)
                    .setBinding()
                    .toInstance(() -> System.nanoTime() + SKIPPED.get()));

    private static BoshClient online(String name, String resource) throws IOException {
        SERVER.account(name);
        BoshClient client = BoshClient.of(SERVER).login(name, resource);
        client.say("<presence xmlns='jabber:client'/>");
        client.receive("presence");
        return client;
    }

    private static String message(BoshClient to, String text) {
        return "<message to='" + to.address() + "' xmlns='jabber:client'><body>" + text + "</body></message>";
    }

    @Test
    void aReloadedPageGoesOnWithTheSession() throws IOException {
        BoshClient before = online("juliet", "balcony");
        try (Pending held = before.send("", "")) {
            BoshClient after = before.attached();

            after.say(message(after, "still here"));

            assertThat(after.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("still here");
            assertThat(after.address()).isEqualTo(before.address());
        }
    }

    @Test
    void twoPagesOfOneSessionDoNotGetEachOthersMessages() throws IOException {
        BoshClient first = online("paris", "street");
        BoshClient second = first.attached();
        long rid = first.nextRid();
        Pending held = first.send(rid, "", "");
        assertThat(held.isHeldFor(50)).isTrue();

        Pending other = second.send(rid, "", "");

        assertThat(held.answer().body().attribute("type")).contains("error");
        try (RawClient sender = SERVER.login("tybalt", "street")) {
            sender.send("<message to='" + first.address() + "'><body>once</body></message>");
            assertThat(other.answer().text()).contains("once");
        }
    }

    @Test
    void aLostAnswerIsGivenAgainByteByByte() throws IOException {
        BoshClient client = online("rosaline", "street");
        Pending lost = client.send("", message(client, "hello"));
        HttpAnswer answer = lost.answer();
        assertThat(answer.text()).contains("hello");

        HttpAnswer again =
                client.send(client.rid(), "", message(client, "hello")).answer();

        assertThat(again.bytes()).isEqualTo(answer.bytes());
        client.say("<iq type='get' id='last' xmlns='jabber:client'><nothing xmlns='urn:example:nothing'/></iq>");
        assertThat(client.receive(e -> true).name()).isEqualTo("iq");
    }

    @Test
    void whoDoesNotComeBackIsGone() throws IOException {
        try (RawClient friend = SERVER.online("friend", "home");
                RawClient before = SERVER.online("left", "home")) {
            Subscribing.subscribe(friend, before);
            before.leave();
            BoshClient client = online("left", "street");

            SKIPPED.addAndGet(Duration.ofSeconds(80).toNanos());

            friend.receive(e -> e.attributeOr("type", "").equals("unavailable")
                    && e.attributeOr("from", "").equals(client.address().toString()));
            assertThat(client.ask("", "").condition()).isEqualTo("item-not-found");
        }
    }

    @Test
    void whoTakesHisLeaveIsGone() throws IOException {
        BoshClient client = online("leaver", "street");

        HttpAnswer last = client.ask("type='terminate'", "<presence type='unavailable' xmlns='jabber:client'/>");

        assertThat(last.terminates()).isTrue();
        assertThat(client.ask("", "").condition()).isEqualTo("item-not-found");
        BoshClient next = BoshClient.of(SERVER).login("leaver", "street");
        assertThat(next.address()).isEqualTo(client.address());
    }

    @Test
    void aResourceThatIsTakenOverEndsTheOlderSession() throws IOException {
        BoshClient older = online("twice", "same");
        Pending held = older.send("", "");
        BoshClient.of(SERVER).login("twice", "same");

        HttpAnswer answer = held.answer();

        assertThat(answer.condition()).isEqualTo("remote-stream-error");
        assertThat(answer.body()
                        .child(Namespaces.STREAMS, "error")
                        .orElseThrow()
                        .hasChild(Namespaces.STREAM_ERRORS, "conflict"))
                .isTrue();
    }

    @Test
    void aWrongPasswordMayBeCorrected() throws IOException {
        SERVER.account("forgetful");
        BoshClient client = BoshClient.of(SERVER);
        client.begin();
        XmlElement answer = client.ask("", "<auth xmlns='" + Namespaces.SASL + "' mechanism='PLAIN'>AGEAYg==</auth>")
                .body();
        assertThat(answer.child(Namespaces.SASL, "failure")).isPresent();

        client.authenticate("forgetful");
        client.bind("street");

        assertThat(client.address().toString()).isEqualTo("forgetful@localhost/street");
    }

    @Test
    void stanzasBeforeTheLoginEndTheSession() throws IOException {
        BoshClient client = BoshClient.of(SERVER);
        client.begin();

        HttpAnswer answer = client.ask("", "<message to='romeo@localhost' xmlns='jabber:client'/>");

        assertThat(answer.condition()).isEqualTo("remote-stream-error");
        assertThat(answer.text()).contains("<stream:error><not-authorized");
    }

    @Test
    void aSecondRestartEndsTheSession() throws IOException {
        BoshClient client = online("restless", "street");

        HttpAnswer answer = client.ask("xmpp:restart='true' to='localhost' xmlns:xmpp='urn:xmpp:xbosh'", "");

        assertThat(answer.condition()).isEqualTo("remote-stream-error");
    }

    @Test
    void streamManagementCarriesASessionOverToAnother() throws IOException {
        BoshClient before = online("wanderer", "train");
        XmlElement enabled = before.ask("", "<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
                .body()
                .child("urn:xmpp:sm:3", "enabled")
                .orElseThrow();
        assertThat(before.send(before.rid() + 50, "", "").answer().terminates()).isTrue();
        try (RawClient friend = SERVER.online("host", "home")) {
            friend.send("<message type='chat' to='" + before.address() + "'><body>are you there?</body></message>");
            BoshClient after = BoshClient.of(SERVER);
            after.begin();
            after.authenticate("wanderer");

            after.say("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + enabled.attributeOr("id", "") + "'/>");

            after.receive("resumed");
            assertThat(after.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("are you there?");
        }
    }

    @Test
    void aMessageToAPageThatIsGoneWaitsForTheNextOne() throws IOException {
        BoshClient before = online("sleeper", "laptop");
        try (RawClient friend = SERVER.online("awake", "home")) {
            for (String text : List.of("one", "two")) {
                friend.send("<message type='chat' id='" + text + "' to='" + before.address() + "'><body>" + text
                        + "</body></message>");
            }
            friend.drain();
            SKIPPED.addAndGet(Duration.ofSeconds(80).toNanos());
            friend.drain();
            await().until(() -> SERVER.server()
                    .get(SessionRegistry.class)
                    .of(before.address().bare())
                    .isEmpty());

            BoshClient after = online("sleeper", "laptop");

            assertThat(after.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("one");
            assertThat(after.receive("message").childText(Namespaces.CLIENT, "body"))
                    .contains("two");
        }
    }

    @Test
    void oneSessionThatBreaksTheRulesDoesNotDisturbAnother() throws IOException {
        BoshClient good = online("good", "street");
        BoshClient bad = online("bad", "street");
        assertThat(bad.send(bad.rid() + 50, "", "").answer().condition()).isEqualTo("item-not-found");

        good.say(message(good, "undisturbed"));

        assertThat(good.receive("message").toString()).contains("undisturbed");
        await().untilAsserted(
                        () -> assertThat(bad.send("", "").answer().condition()).isEqualTo("item-not-found"));
    }
}
