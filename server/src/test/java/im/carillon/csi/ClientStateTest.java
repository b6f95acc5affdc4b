package im.carillon.csi;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Juliet's phone is in her pocket, and Romeo is busy (XEP-0352). */
class ClientStateTest {

    private static final String ACTIVE = "<active xmlns='urn:xmpp:csi:0'/>";
    private static final String INACTIVE = "<inactive xmlns='urn:xmpp:csi:0'/>";
    private static final String PING = "<iq type='get' id='ping1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private RawClient romeo;
    private RawClient juliet;

    @BeforeEach
    void arrive() throws Exception {
        romeo = SERVER.online("romeo", "orchard");
        juliet = SERVER.online("juliet", "balcony");
    }

    @AfterEach
    void leave() throws Exception {
        romeo.leave();
        juliet.leave();
    }

    /** Directed presence is presence, too. */
    private void show(String status) throws Exception {
        romeo.send("<presence to='juliet@localhost'><status>" + status + "</status></presence>");
    }

    private void state(String name) throws Exception {
        romeo.send("<message to='" + juliet.address() + "' type='chat'><" + name
                + " xmlns='http://jabber.org/protocol/chatstates'/></message>");
    }

    private void say(String body) throws Exception {
        romeo.send("<message to='" + juliet.address() + "' type='chat'><body>" + body + "</body></message>");
    }

    private static String summary(XmlElement element) {
        return switch (element.name()) {
            case "presence" ->
                "presence " + element.childText("jabber:client", "status").orElse("");
            case "message" ->
                element.childText("jabber:client", "body")
                        .orElseGet(() -> element.childIn("http://jabber.org/protocol/chatstates")
                                .map(XmlElement::name)
                                .orElse("?"));
            default -> element.name();
        };
    }

    private static List<String> until(RawClient client, String last) throws Exception {
        List<String> seen = new java.util.ArrayList<>();
        do {
            seen.add(summary(client.receive()));
        } while (!seen.getLast().equals(last));
        return seen;
    }

    /** §4.1. */
    @Test
    void itIsOfferedAfterTheLogin() throws Exception {
        SERVER.account("nurse");
        try (RawClient nurse = SERVER.connect()) {
            assertThat(nurse.open().hasChild("urn:xmpp:csi:0", "csi")).isFalse();
            nurse.authenticate("nurse", "nurse");
            assertThat(nurse.open().hasChild("urn:xmpp:csi:0", "csi")).isTrue();
        }
    }

    @Test
    void theLatestPresenceAndStateComeWithTheNextMessage() throws Exception {
        juliet.send(INACTIVE);
        juliet.drain();
        show("busy");
        state("composing");
        show("busier");
        state("paused");
        say("hello");
        assertThat(until(juliet, "hello")).containsExactly("presence busier", "paused", "hello");
        say("there");
        assertThat(until(juliet, "there")).containsExactly("there");
    }

    /** §5.1. */
    @Test
    void whatWaitedComesBeforeTheAnswerToWhatFollows() throws Exception {
        juliet.send(INACTIVE);
        juliet.drain();
        show("away");
        romeo.drain();
        juliet.send(ACTIVE + PING);
        assertThat(until(juliet, "iq")).containsExactly("presence away", "iq");
        show("back");
        assertThat(summary(juliet.receive())).isEqualTo("presence back");
    }

    @Test
    void nothingWaitsForAnActiveClient() throws Exception {
        juliet.send(ACTIVE);
        state("composing");
        assertThat(summary(juliet.receive())).isEqualTo("composing");
        juliet.send(INACTIVE + INACTIVE + ACTIVE);
        juliet.drain();
        state("paused");
        assertThat(summary(juliet.receive())).isEqualTo("paused");
    }

    @Test
    void tooMuchDoesNotWait() throws Exception {
        juliet.send(INACTIVE);
        juliet.drain();
        StringBuilder crowd = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            crowd.append("<message to='")
                    .append(juliet.address())
                    .append("' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='n")
                    .append(i)
                    .append("'/></event></message>");
        }
        romeo.send(crowd.toString());
        romeo.drain();
        for (int i = 0; i < 257; i++) {
            assertThat(juliet.receive().name()).isEqualTo("message");
        }
    }

    /** XEP-0386 §bind-request. */
    @Test
    void aSessionCanBeginInactive() throws Exception {
        try (RawClient phone = SERVER.loginInOneTrip("juliet", INACTIVE)) {
            romeo.send("<message to='" + phone.address()
                    + "' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
            romeo.drain();
            phone.send(ACTIVE);
            assertThat(summary(phone.receive())).isEqualTo("composing");
            phone.leave();
        }
    }

    /** §5.2. */
    @Test
    void aResumedClientIsActive() throws Exception {
        RawClient phone = SERVER.login("juliet", "phone");
        phone.send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        String id =
                phone.receive(e -> e.name().equals("enabled")).attribute("id").orElseThrow();
        phone.send(INACTIVE);
        phone.send("<r xmlns='urn:xmpp:sm:3'/>");
        phone.receive(e -> e.name().equals("a"));
        romeo.send("<message to='" + phone.address()
                + "' type='chat'><paused xmlns='http://jabber.org/protocol/chatstates'/></message>");
        romeo.drain();
        phone.close();
        try (RawClient again = SERVER.connect()) {
            again.open();
            again.authenticate("juliet", "juliet");
            again.open();
            again.send("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
            again.receive(e -> e.name().equals("resumed"));
            assertThat(summary(again.receive("message"))).isEqualTo("paused");
            again.leave();
        }
    }

    @Test
    void anUnknownStateIsAnError() throws Exception {
        try (RawClient client = SERVER.login("juliet", "odd")) {
            client.send("<asleep xmlns='urn:xmpp:csi:0'/>");
            assertThat(client.awaitEnd()).isPresent();
        }
    }
}
