package im.carillon.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.multibindings.OptionalBinder;
import im.carillon.bosh.BoshClient.HttpAnswer;
import im.carillon.bosh.BoshClient.Pending;
import im.carillon.config.ConfigException;
import im.carillon.jid.BareJid;
import im.carillon.session.SessionRegistry;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session goes on when the server was restarted, with the same sid and the next rid. */
class RestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicLong SKIPPED = new AtomicLong();

    @RegisterExtension
    static final TestServer SERVER = new TestServer(
            "",
            binder -> OptionalBinder.newOptionalBinder(binder, MonotonicClock.class)
                    .setBinding()
                    .toInstance(() -> System.nanoTime() + SKIPPED.get()));

    private static void restart() throws IOException, ConfigException {
        SERVER.stop();
        SERVER.start();
    }

    private static BoshClient online(String name) throws IOException {
        SERVER.account(name);
        BoshClient client = BoshClient.of(SERVER).login(name, "page");
        client.say("<presence xmlns='jabber:client'/>");
        client.receive("presence");
        return client;
    }

    /** The client as before, without the connections it had. */
    private static BoshClient after(BoshClient client) {
        return client.attachedTo(SERVER);
    }

    private static String message(String to, String text) {
        return "<message to='" + to + "' type='chat' xmlns='jabber:client'><body>" + text + "</body></message>";
    }

    /** What the client sent so far is stored. */
    private static void stored(RawClient client) throws Exception {
        client.send("<iq type='get' id='stored'><ping xmlns='urn:xmpp:ping'/></iq>");
        client.receive(e -> e.attributeOr("id", "").equals("stored"));
        client.leave();
    }

    private static String text(XmlElement message) {
        return message.childText(Namespaces.CLIENT, "body").orElse("");
    }

    @Test
    void anIdlePageGoesOn() throws Exception {
        BoshClient before = online("juliet");
        try (Pending held = before.send("", "")) {
            restart();
            BoshClient after = after(before);
            after.repeat(0, "");
            RawClient romeo = SERVER.login("romeo", "orchard");
            romeo.send(message("juliet@localhost", "it is my lady"));

            assertThat(text(after.receive("message"))).isEqualTo("it is my lady");
        }
    }

    @Test
    void whatWasAnsweredIsOnlyDoneOnce() throws Exception {
        BoshClient before = online("tybalt");
        RawClient mercutio = SERVER.online("mercutio", "street");
        before.send("", message("mercutio@localhost", "a word with one of you"));
        assertThat(text(mercutio.receive("message"))).isEqualTo("a word with one of you");
        mercutio.leave();

        restart();
        BoshClient after = after(before);
        after.repeat(0, message("mercutio@localhost", "a word with one of you"));
        after.say(message("mercutio@localhost", "and but one word"));
        RawClient again = SERVER.online("mercutio", "street");

        assertThat(text(again.receive("message"))).isEqualTo("and but one word");
    }

    @Test
    void whatTheClientDidNotGetComesAfterwards() throws Exception {
        BoshClient before = online("benvolio");
        RawClient romeo = SERVER.login("romeo", "wood");
        romeo.send(message(before.address().toString(), "one")
                + message(before.address().toString(), "two"));
        // both are stored, and no request is there to take them
        stored(romeo);

        restart();
        BoshClient after = after(before);
        after.say("");

        assertThat(text(after.receive("message"))).isEqualTo("one");
        assertThat(text(after.receive("message"))).isEqualTo("two");
    }

    @Test
    void aLostAnswerIsGivenAgain() throws Exception {
        BoshClient before = online("paris");
        RawClient romeo = SERVER.login("romeo", "tomb");
        Pending held = before.send("", "");
        romeo.send(message(before.address().toString(), "good gentle youth"));
        HttpAnswer lost = held.answer();
        assertThat(lost.text()).contains("good gentle youth");
        romeo.leave();

        restart();
        BoshClient after = after(before);
        after.repeat(0, "");

        assertThat(text(after.receive("message"))).isEqualTo("good gentle youth");
    }

    @Test
    void anAnswerThatArrivedIsNotGivenAgain() throws Exception {
        BoshClient before = online("rosaline");
        RawClient romeo = SERVER.login("romeo", "feast");
        Pending held = before.send("", "");
        romeo.send(message(before.address().toString(), "for your broken shin"));
        assertThat(held.answer().text()).contains("for your broken shin");
        romeo.leave();

        restart();
        BoshClient after = after(before);
        after.say("");
        romeo = SERVER.login("romeo", "feast");
        romeo.send(message(before.address().toString(), "next"));

        assertThat(text(after.receive("message"))).isEqualTo("next");
    }

    @Test
    void whoDoesNotComeBackIsGoneAfterTheInactivityAndFindsItOffline() throws Exception {
        BoshClient before = online("nurse");
        RawClient romeo = SERVER.login("romeo", "cell");
        romeo.send(message(before.address().toString(), "where is she"));
        stored(romeo);

        restart();
        assertThat(sessions("nurse")).isEqualTo(1);
        SKIPPED.addAndGet(Duration.ofSeconds(80).toNanos());
        await().atMost(PATIENCE).until(() -> sessions("nurse") == 0);
        RawClient later = SERVER.online("nurse", "phone");

        assertThat(text(later.receive("message"))).isEqualTo("where is she");
    }

    private static int sessions(String name) {
        return SERVER.server()
                .get(SessionRegistry.class)
                .of(BareJid.of(name + "@localhost"))
                .size();
    }

    @Test
    void aKeySequenceGoesOn() throws Exception {
        SERVER.account("peter");
        KeyedClient before = KeyedClient.begin(SERVER, 30);
        before.login("peter");
        before.ask("<presence xmlns='jabber:client'/>");

        restart();
        KeyedClient after = before.attachedTo(SERVER);
        assertThat(after.ask(message("peter@localhost", "to himself")).terminates())
                .isFalse();

        assertThat(after.ask("", "0000000000000000000000000000000000000000").condition())
                .isEqualTo("item-not-found");
    }

    @Test
    void aStrangeRidEndsTheSession() throws Exception {
        BoshClient before = online("gregory");

        restart();
        BoshClient after = after(before);

        assertThat(after.send(before.rid() - 5, "", "").answer().condition()).isEqualTo("item-not-found");
        assertThat(after.ask("", "").condition()).isEqualTo("item-not-found");
    }

    @Test
    void severalRestartsAreNoDifference() throws Exception {
        BoshClient client = online("sampson");
        RawClient abraham = SERVER.login("abraham", "a");
        for (int i = 0; i < 3; i++) {
            abraham.send(message(client.address().toString(), "thumb " + i));
            stored(abraham);
            restart();
            client = after(client);
            client.say("");
            assertThat(text(client.receive("message"))).isEqualTo("thumb " + i);
            abraham = SERVER.login("abraham", "a");
        }
    }

    @Test
    void carbonsAndPresenceAreAsTheyWere() throws Exception {
        BoshClient before = online("balthasar");
        before.say("<iq type='set' id='c' xmlns='jabber:client'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        before.receive(e -> e.attributeOr("id", "").equals("c"));

        restart();
        BoshClient after = after(before);
        after.say("");
        RawClient other = SERVER.online("balthasar", "other");
        other.send(message("romeo@localhost", "news from verona"));

        XmlElement carbon = after.receive(e -> e.toString().contains("news from verona"));
        assertThat(carbon.hasChild("urn:xmpp:carbons:2", "sent")).isTrue();
    }
}
