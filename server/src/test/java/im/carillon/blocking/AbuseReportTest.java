package im.carillon.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.Jid;
import im.carillon.stanza.StanzaException;
import im.carillon.testkit.Xml;
import org.junit.jupiter.api.Test;

/** XEP-0377 §4, §5. */
class AbuseReportTest {

    private static final Jid SPAMMER = Jid.of("spammer@example.net");

    @Test
    void readsReasonMessagesAndText() throws Exception {
        var item = Xml.element("""
                <item xmlns='urn:xmpp:blocking' jid='spammer@example.net'>
                  <report xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'>
                    <stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='1'/>
                    <stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='2'/>
                    <text>buys
                      pills</text>
                  </report>
                </item>""");
        assertThat(AbuseReport.in(item, SPAMMER))
                .contains(new AbuseReport(SPAMMER, "urn:xmpp:reporting:spam", 2, "buys pills"));
    }

    @Test
    void anItemNeedsNoReportButAReportNeedsAReason() throws Exception {
        assertThat(AbuseReport.in(Xml.element("<item xmlns='urn:xmpp:blocking'/>"), SPAMMER))
                .isEmpty();
        var without = Xml.element("<item xmlns='urn:xmpp:blocking'><report xmlns='urn:xmpp:reporting:1'/></item>");
        assertThatThrownBy(() -> AbuseReport.in(without, SPAMMER))
                .isInstanceOf(StanzaException.class)
                .hasMessageContaining("bad-request");
    }
}
