package im.carillon.muc.decision;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.routing.NotificationChoices.Choice;
import im.carillon.testkit.Xml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0492 0.2.0. */
class InterestTest {

    private static final BareJid ANNA = BareJid.of("anna@example.org");
    private static final BareJid BEN = BareJid.of("ben@example.org");
    private static final BareJid CARL = BareJid.of("carl@example.org");

    private static final Interest INTEREST = Interest.of(List.of(
            new Interest.Member(ANNA, Choice.ON_MENTION, List.of("anna", "Ånna", "Aunt Anna")),
            new Interest.Member(BEN, Choice.ALWAYS, List.of("ben")),
            new Interest.Member(CARL, Choice.NEVER, List.of("carl"))));

    private static List<BareJid> mentioned(String content) {
        return INTEREST
                .concerned(Xml.element("<message xmlns='jabber:client'>" + content + "</message>"))
                .entrySet()
                .stream()
                .filter(java.util.Map.Entry::getValue)
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>anna: come!</body>",
                "<body>Where is @ANNA?</body>",
                "<body>ånna!</body>",
                "<body>ask aunt anna</body>",
                "<body>hm</body><reference xmlns='urn:xmpp:reference:0' uri='xmpp:anna@example.org'/>",
                "<body>hm</body><reference xmlns='urn:xmpp:reference:0' uri='xmpp:room@conference.example.org/Anna'/>",
                "<body>yes</body><reply xmlns='urn:xmpp:reply:0' to='room@conference.example.org/anna' id='1'/>"
            })
    void aMentionIsFound(String content) {
        assertThat(mentioned(content)).containsExactly(ANNA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body>Johanna, Annabel and hanna</body>",
                "<body>carl</body>",
                "<body/>",
                "<body>hm</body><reference xmlns='urn:xmpp:reference:0' uri='https://example.org/anna'/>",
            })
    void whatIsNoMentionIsNone(String content) {
        assertThat(mentioned(content)).isEmpty();
    }

    @Test
    void whoWantsEverythingGetsIt() {
        assertThat(INTEREST.concerned(Xml.element("<message xmlns='jabber:client'><body>hm</body></message>")))
                .containsOnlyKeys(BEN);
        assertThat(Interest.of(List.of(new Interest.Member(CARL, Choice.NEVER, List.of("carl"))))
                        .isEmpty())
                .isTrue();
    }

    /** Nobody takes mentions away from others by calling themselves like them. */
    @Test
    void whoSharesANameIsMentionedToo() {
        Interest shared = Interest.of(List.of(
                new Interest.Member(ANNA, Choice.ON_MENTION, List.of("anna")),
                new Interest.Member(BEN, Choice.ON_MENTION, List.of("Anna"))));
        assertThat(shared.concerned(Xml.element("<message xmlns='jabber:client'><body>anna?</body></message>")))
                .containsOnlyKeys(ANNA, BEN);
    }

    @Test
    void theDefaultIsMentionsInClosedRooms() {
        assertThat(Interest.choice(Optional.empty(), true)).isEqualTo(Choice.ON_MENTION);
        assertThat(Interest.choice(Optional.empty(), false)).isEqualTo(Choice.NEVER);
        assertThat(Interest.choice(Optional.of(Choice.ALWAYS), false)).isEqualTo(Choice.ALWAYS);
    }
}
