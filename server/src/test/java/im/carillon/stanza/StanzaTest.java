package im.carillon.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.Jid;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stanzas as values, and the errors about them (RFC 6120 §8). */
class StanzaTest {

    private static final XmlParser PARSER = new XmlParser(new XmlLimits(10_000, 10, 20, 100));

    private static XmlElement element(String xml) throws XmlException {
        return PARSER.parse(
                xml.replaceFirst("^<(\\w+)", "<$1 xmlns='jabber:client'").getBytes(StandardCharsets.UTF_8));
    }

    private static Stanza stanza(String xml) throws XmlException, StanzaException {
        return Stanza.of(element(xml));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<message to='@'/>|JID_MALFORMED",
                "<message to=''/>|JID_MALFORMED",
                "<message from='a@@b'/>|JID_MALFORMED",
                "<iq type='get' to='a b@c' id='1'><x/></iq>|JID_MALFORMED",
                "<iq type='get'><x/></iq>|BAD_REQUEST",
                "<iq type='get' id=''><x/></iq>|BAD_REQUEST",
                "<iq id='1'><x/></iq>|BAD_REQUEST",
                "<iq type='other' id='1'><x/></iq>|BAD_REQUEST",
                "<iq type='get' id='1'/>|BAD_REQUEST",
                "<iq type='set' id='1'><x/><y/></iq>|BAD_REQUEST",
                "<presence type='other'/>|BAD_REQUEST",
                "<presence><priority>129</priority></presence>|BAD_REQUEST",
                "<presence><priority>1.5</priority></presence>|BAD_REQUEST"
            })
    void whatIsWrongIsNamed(String xml, ErrorCondition condition) {
        assertThatThrownBy(() -> stanza(xml))
                .isInstanceOfSatisfying(
                        StanzaException.class,
                        e -> assertThat(e.error().condition()).isEqualTo(condition));
    }

    @Test
    void anUnknownTypeOfMessageIsNormal() throws Exception {
        assertThat(((Message) stanza("<message type='other'/>")).type()).isEqualTo(Message.Type.NORMAL);
    }

    @Test
    void aPriorityIsReadFromItsRange() throws Exception {
        assertThat(((Presence) stanza("<presence><priority> -128 </priority></presence>")).priority())
                .isEqualTo(-128);
        assertThat(((Presence) stanza("<presence/>")).priority()).isZero();
        // what is not available needs none
        assertThat(((Presence) stanza("<presence type='unavailable'><priority>x</priority></presence>")).priority())
                .isZero();
    }

    @Test
    void onlyTheThreeOfTheClientNamespaceAreStanzas() throws Exception {
        assertThat(Stanza.isStanza(element("<message/>"))).isTrue();
        assertThat(Stanza.isStanza(element("<msg/>"))).isFalse();
        assertThat(Stanza.isStanza(XmlElement.of("jabber:server", "message"))).isFalse();
    }

    @Test
    void anErrorGoesBackWithIdAndPayload() throws Exception {
        Iq iq = (Iq) stanza("<iq type='get' id='7' from='a@b/c' to='d@e'><q xmlns='u'>x</q></iq>");
        Iq error = iq.error(new StanzaError(ErrorCondition.ITEM_NOT_FOUND, "none"));
        assertThat(error.to()).contains(Jid.of("a@b/c"));
        assertThat(error.from()).contains(Jid.of("d@e"));
        assertThat(error.id()).contains("7");
        assertThat(error.isError()).isTrue();
        assertThat(error.element().childText("u", "q")).contains("x");
        XmlElement condition = error.element().child(Namespaces.CLIENT, "error").orElseThrow();
        assertThat(condition.attribute("type")).contains("cancel");
        assertThat(condition.hasChild(Namespaces.STANZA_ERRORS, "item-not-found"))
                .isTrue();
        assertThat(condition.childText(Namespaces.STANZA_ERRORS, "text")).contains("none");
    }

    @Test
    void aResultHasNothingOfTheRequestButItsIdAndAddresses() throws Exception {
        Iq iq = (Iq) stanza("<iq type='set' id='7' from='a@b/c' to='d@e' xml:lang='en'><q xmlns='u'/></iq>");
        assertThat(iq.result().element()).isEqualTo(element("<iq type='result' id='7' from='d@e' to='a@b/c'/>"));
        assertThat(iq.result(XmlElement.of("u", "r")).payload()).contains(XmlElement.of("u", "r"));
    }

    @Test
    void everyConditionHasItsNameAndType() {
        assertThat(ErrorCondition.JID_MALFORMED.wire()).isEqualTo("jid-malformed");
        assertThat(ErrorCondition.JID_MALFORMED.type()).isEqualTo(ErrorType.MODIFY);
        assertThat(StreamCondition.UNSUPPORTED_STANZA_TYPE.wire()).isEqualTo("unsupported-stanza-type");
        for (XmlException.Kind kind : XmlException.Kind.values()) {
            StreamException error = StreamException.of(new XmlException(kind, "why"));
            assertThat(error.toElement()
                            .hasChild(
                                    Namespaces.STREAM_ERRORS, error.condition().wire()))
                    .isTrue();
            assertThat(error.toElement().childText(Namespaces.STREAM_ERRORS, "text"))
                    .contains("why");
        }
    }
}
