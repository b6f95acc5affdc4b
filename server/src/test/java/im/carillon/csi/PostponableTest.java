package im.carillon.csi;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.testkit.Xml;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostponableTest {

    private static final String COMPOSING = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    private static final String PAUSED = "<paused xmlns='http://jabber.org/protocol/chatstates'/>";

    private static Optional<Subject> of(String stanza) {
        return Postponable.subject(Xml.stanza(stanza), BareJid.of("juliet@example.org"));
    }

    private static String chat(String payload) {
        return "<message from='romeo@example.net/a' to='juliet@example.org/b' type='chat'>" + payload + "</message>";
    }

    private static String event(String from, String items) {
        return "<message from='" + from + "' to='juliet@example.org/b' type='headline'>"
                + "<event xmlns='http://jabber.org/protocol/pubsub#event'>" + items + "</event></message>";
    }

    private static String copy(String direction, String inside) {
        return "<message from='juliet@example.org' to='juliet@example.org/b' type='chat'><" + direction
                + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                + inside.replaceFirst("<message", "<message xmlns='jabber:client'") + "</forwarded></" + direction
                + "></message>";
    }

    @Test
    void presenceOfOneAddressReplacesItself() {
        Optional<Subject> here = of("<presence from='romeo@example.net/a'/>");
        assertThat(here).isPresent().isEqualTo(of("<presence from='romeo@example.net/a' type='unavailable'/>"));
        assertThat(here).isNotEqualTo(of("<presence from='romeo@example.net/b'/>"));
    }

    @Test
    void requestsAndErrorsCannotWait() {
        assertThat(of("<presence from='romeo@example.net' type='subscribe'/>")).isEmpty();
        assertThat(of("<presence from='romeo@example.net' type='error'/>")).isEmpty();
        assertThat(of("<iq from='example.org' type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>"))
                .isEmpty();
    }

    @Test
    void onesOwnEntranceToARoomCannotWait() {
        String x = "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/>";
        assertThat(of("<presence from='room@muc.example.org/nick'>" + x + "</x></presence>"))
                .isPresent();
        assertThat(of("<presence from='room@muc.example.org/nick'>" + x + "<status code='110'/></x></presence>"))
                .isEmpty();
    }

    @Test
    void chatStatesReplaceEachOther() {
        Optional<Subject> composing = of(chat(COMPOSING));
        assertThat(composing)
                .isPresent()
                .isEqualTo(of(chat("<thread>1</thread>" + PAUSED + "<no-store xmlns='urn:xmpp:hints'/>")));
        assertThat(of(copy("received", chat(COMPOSING)))).isPresent();
        assertThat(of(copy("sent", chat(COMPOSING)))).isPresent();
    }

    @Test
    void whateverSaysMoreCannotWait() {
        assertThat(of(chat(COMPOSING + "<body>x</body>"))).isEmpty();
        assertThat(of(chat("<body>x</body>"))).isEmpty();
        assertThat(of(copy("received", chat("<body>x</body>")))).isEmpty();
        assertThat(of(chat("<received xmlns='urn:xmpp:receipts' id='1'/>"))).isEmpty();
        assertThat(of(chat(COMPOSING + "<x xmlns='jabber:x:conference' jid='r@m'/>")))
                .isEmpty();
        assertThat(of(chat("<encrypted xmlns='urn:xmpp:omemo:2'/>" + COMPOSING)))
                .isEmpty();
        assertThat(of("<message from='a@b/c' type='error'>" + COMPOSING + "<error/></message>"))
                .isEmpty();
    }

    @Test
    void whatAContactPublishesReplacesTheSameItem() {
        String mood = "<items node='mood'><item id='current'/></items>";
        Optional<Subject> happy = of(event("romeo@example.net", mood));
        assertThat(happy).isPresent();
        assertThat(happy)
                .isEqualTo(of(event("romeo@example.net", "<items node='mood'><retract id='current'/></items>")));
        assertThat(happy)
                .isNotEqualTo(of(event("romeo@example.net", "<items node='tune'><item id='current'/></items>")))
                .isNotEqualTo(of(event("paris@example.net", mood)));
        assertThat(of(event("romeo@example.net", "<delete node='mood'/>"))).isEmpty();
    }

    @Test
    void whatTheAccountItselfPublishesCannotWait() {
        assertThat(of(event("juliet@example.org", "<items node='bookmarks'><item id='room'/></items>")))
                .isEmpty();
    }
}
