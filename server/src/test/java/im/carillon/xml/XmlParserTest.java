package im.carillon.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One parser, in its strictest form (RFC 6120 §11). */
class XmlParserTest {

    private static final XmlLimits LIMITS = new XmlLimits(100_000, 5, 4, 20);

    private final XmlParser parser = new XmlParser(LIMITS);

    private static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private XmlElement inStream(String xml) throws XmlException {
        return parser.parse(parser.parseHeader(bytes(Cuts.HEADER)), bytes(xml));
    }

    @Test
    void declarationsOfTheHeaderHoldForEachStanza() throws XmlException {
        XmlElement message = inStream("<message to='a'><body xml:lang='en'>x</body><stream:y/></message>");
        assertThat(message.namespace()).isEqualTo(Namespaces.CLIENT);
        XmlElement body = message.child(Namespaces.CLIENT, "body").orElseThrow();
        assertThat(body.attribute(Namespaces.XML, "lang")).contains("en");
        assertThat(body.attribute("lang")).isEmpty();
        assertThat(message.hasChild(Namespaces.STREAMS, "y")).isTrue();
    }

    @Test
    void prefixesAreResolvedAndForgotten() throws XmlException {
        XmlElement element = parser.parse(bytes("<p:a xmlns:p='u' xmlns:q='v' q:b='1' b='2'><c xmlns=''/></p:a>"));
        assertThat(element.is("u", "a")).isTrue();
        assertThat(element.attribute("v", "b")).contains("1");
        assertThat(element.attribute("b")).contains("2");
        assertThat(element.hasChild("", "c")).isTrue();
        assertThat(element.attributes()).hasSize(2);
    }

    @Test
    void textIsOnePieceWhateverItWasWrittenAs() throws XmlException {
        XmlElement element = parser.parse(bytes("<a>1<![CDATA[<2>]]>&lt;3&#x1F600;&#13;\r\n4</a>"));
        assertThat(element.nodes()).containsExactly(new XmlText("1<2><3😀\r\n4"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p:a/>|BAD_NAMESPACE_PREFIX",
                "<a p:b='c'/>|BAD_NAMESPACE_PREFIX",
                "<a></b>|NOT_WELL_FORMED",
                "<a><b></a></b>|NOT_WELL_FORMED",
                "<a b='1' b='2'/>|NOT_WELL_FORMED",
                "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>|NOT_WELL_FORMED",
                "<a b=c/>|NOT_WELL_FORMED",
                "<a b/>|NOT_WELL_FORMED",
                "<a>]]></a>|NOT_WELL_FORMED",
                "<a>&#0;</a>|NOT_WELL_FORMED",
                "<a>long enough to be read in two steps by a lazy parser &#x1;</a>|NOT_WELL_FORMED",
                "<a>&#xD800;</a>|NOT_WELL_FORMED",
                "<a>&#xFFFF;</a>|NOT_WELL_FORMED",
                "<a>&#x110000;</a>|NOT_WELL_FORMED",
                "<a>&#x;</a>|NOT_WELL_FORMED",
                "<a b='&#0;'/>|NOT_WELL_FORMED",
                "<a>&nbsp;</a>|RESTRICTED_XML",
                "<a b='&lol;'/>|RESTRICTED_XML",
                "<a><!-- --></a>|RESTRICTED_XML",
                "<a><?b?></a>|RESTRICTED_XML",
                "<a/><!-- -->|RESTRICTED_XML",
                "<a/><b/>|NOT_WELL_FORMED",
                "<a/>b|NOT_WELL_FORMED",
                "<a>|NOT_WELL_FORMED",
                "''|NOT_WELL_FORMED",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>|RESTRICTED_XML",
                "<xml:a/>|BAD_FORMAT",
                "<a><xml:b/></a>|BAD_FORMAT",
                "<a><b><c><d><e><f/></e></d></c></b></a>|TOO_LARGE",
                "<a b='' c='' d='' e='' f=''/>|TOO_LARGE"
            })
    void refusesWithTheRightReason(String xml, XmlException.Kind kind) {
        assertThatThrownBy(() -> parser.parse(bytes(xml)))
                .isInstanceOfSatisfying(
                        XmlException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** They could not be written again, and the receiver's own parser would end its stream. */
    @ParameterizedTest
    @CsvSource({
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<p:a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<p:a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<xmlns:a/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:xmlns='u'/>",
        "<a xmlns:p=''/>"
    })
    void reservedNamespacesAreRefused(String xml) {
        assertThatThrownBy(() -> inStream("<message>" + xml + "</message>")).isInstanceOf(XmlException.class);
    }

    @Test
    void anEntityBombIsRefusedBeforeItGrows() {
        String bomb = "<!DOCTYPE b [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><b>&c;&c;&c;&c;</b>";
        assertThatThrownBy(() -> parser.parse(bytes(bomb))).isInstanceOf(XmlException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] bytes = bytes("<a>xx</a>");
        bytes[3] = (byte) 0xc0;
        bytes[4] = (byte) 0x80;
        assertThatThrownBy(() -> parser.parse(bytes))
                .isInstanceOfSatisfying(
                        XmlException.class,
                        e -> assertThat(e.kind()).isEqualTo(XmlException.Kind.UNSUPPORTED_ENCODING));
    }

    @Test
    void longTextIsOnePiece() throws XmlException {
        String text = "x€".repeat(20_000);
        assertThat(parser.parse(bytes("<a>" + text + "</a>")).nodes()).containsExactly(new XmlText(text));
    }

    @Test
    void aHeaderTellsItsDefaultNamespace() throws XmlException {
        StreamScope scope = parser.parseHeader(bytes(Cuts.HEADER));
        assertThat(scope.isClient()).isTrue();
        assertThat(scope.root().is(Namespaces.STREAMS, "stream")).isTrue();
        assertThat(parser.parseHeader(bytes("<a>")).defaultNamespace()).isEmpty();
    }
}
