package im.carillon.message;

import static im.carillon.message.Keeping.ARCHIVED;
import static im.carillon.message.Keeping.NOT;
import static im.carillon.message.Keeping.UNTIL_DELIVERED;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.stanza.Message;
import im.carillon.testkit.Xml;
import org.junit.jupiter.api.Test;

/** XEP-0313 §5.1.1, XEP-0160 §3, XEP-0334 §4. */
class WorthTest {

    private static Keeping of(String type, String payload) {
        return Worth.of(
                (Message) Xml.stanza("<message from='a@b/c' to='d@e' type='" + type + "'>" + payload + "</message>"));
    }

    private static String x(String namespace, String name) {
        return "<" + name + " xmlns='" + namespace + "'/>";
    }

    private static String hint(String name) {
        return x("urn:xmpp:hints", name);
    }

    @Test
    void whatPeopleSayIsArchived() {
        assertThat(of("chat", "<body>x</body>")).isEqualTo(ARCHIVED);
        assertThat(of("normal", "<subject>x</subject>")).isEqualTo(ARCHIVED);
        assertThat(of("chat", "<thread>x</thread>")).isEqualTo(NOT);
        assertThat(of("chat", x("eu.siacs.conversations.axolotl", "encrypted"))).isEqualTo(ARCHIVED);
        assertThat(of("chat", x("urn:xmpp:openpgp:0", "openpgp"))).isEqualTo(ARCHIVED);
        assertThat(of("chat", x("urn:xmpp:reactions:0", "reactions"))).isEqualTo(ARCHIVED);
        assertThat(of("chat", x("urn:xmpp:message-retract:1", "retract"))).isEqualTo(ARCHIVED);
    }

    @Test
    void whatConfirmsItIsArchived() {
        assertThat(of("chat", x("urn:xmpp:receipts", "received"))).isEqualTo(ARCHIVED);
        assertThat(of("normal", x("urn:xmpp:chat-markers:0", "displayed"))).isEqualTo(ARCHIVED);
        assertThat(of("chat", x("urn:xmpp:chat-markers:0", "markable"))).isEqualTo(NOT);
        assertThat(of("chat", x("urn:xmpp:receipts", "request"))).isEqualTo(NOT);
    }

    @Test
    void invitationsAndCallsAreArchived() {
        String room = "http://jabber.org/protocol/muc#user";
        assertThat(of("normal", x("jabber:x:conference", "x"))).isEqualTo(ARCHIVED);
        assertThat(of("normal", "<x xmlns='" + room + "'><invite/></x>")).isEqualTo(ARCHIVED);
        assertThat(of("chat", x(room, "x") + "<body>whispered</body>")).isEqualTo(ARCHIVED);
        assertThat(of("chat", x(room, "x") + x("http://jabber.org/protocol/chatstates", "active")))
                .isEqualTo(NOT);
        assertThat(of("chat", x("urn:xmpp:jingle-message:0", "propose"))).isEqualTo(ARCHIVED);
    }

    @Test
    void passingStatesAreNotKept() {
        assertThat(of("chat", x("http://jabber.org/protocol/chatstates", "composing")))
                .isEqualTo(NOT);
        assertThat(of("chat", "")).isEqualTo(NOT);
        assertThat(of("headline", "<body>x</body>")).isEqualTo(NOT);
        assertThat(of("groupchat", "<body>x</body>" + hint("store"))).isEqualTo(NOT);
        assertThat(of("error", "<body>x</body>" + hint("store"))).isEqualTo(NOT);
    }

    @Test
    void whateverElseWaitsForItsRecipient() {
        assertThat(of("normal", x("urn:example:unknown", "x"))).isEqualTo(UNTIL_DELIVERED);
        assertThat(of("chat", x("urn:xmpp:attention:0", "attention"))).isEqualTo(UNTIL_DELIVERED);
    }

    @Test
    void hintsMoveTheLine() {
        assertThat(of("chat", "<body>x</body>" + hint("no-store"))).isEqualTo(NOT);
        assertThat(of("chat", "<body>x</body>" + hint("no-permanent-store"))).isEqualTo(UNTIL_DELIVERED);
        assertThat(of("chat", x("urn:example:unknown", "x") + hint("store"))).isEqualTo(ARCHIVED);
        assertThat(of("headline", "<body>x</body>" + hint("store"))).isEqualTo(ARCHIVED);
        assertThat(of("chat", "<body>x</body>" + hint("no-copy"))).isEqualTo(ARCHIVED);
    }
}
