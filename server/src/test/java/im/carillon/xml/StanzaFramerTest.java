package im.carillon.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scanner cuts and what it refuses (RFC 6120 §11). */
class StanzaFramerTest {

    private static final String LONG_CONVERSATION = "<?xml version='1.0' encoding='UTF-8'?>\n" + Cuts.HEADER
            + "<a b='>' c=\"it's\"><d/>text &amp; &#x10FFFF; > ]] <![CDATA[<x> ]]]]></a> \n"
            + "<e/><f:g xmlns:f='u'>é€𝄞</f:g></stream:stream>";

    @Test
    void everyWayToSplitTheBytesGivesTheSameCuts() {
        byte[] bytes = LONG_CONVERSATION.getBytes(StandardCharsets.UTF_8);
        List<String> whole = Cuts.of(bytes, bytes.length, Cuts.LIMITS);
        assertThat(whole).hasSize(5).last().isEqualTo("close");
        for (int size = 1; size < bytes.length; size++) {
            assertThat(Cuts.of(bytes, size, Cuts.LIMITS))
                    .as("pieces of %d", size)
                    .isEqualTo(whole);
            assertThat(Cuts.ofTwo(bytes, size, Cuts.LIMITS))
                    .as("cut at %d", size)
                    .isEqualTo(whole);
        }
    }

    @Test
    void stanzasAreCutExactly() {
        assertThat(Cuts.inStream("<a/><b>1</b>\n <c d='/>'/>"))
                .containsExactly("stanza <a/>", "stanza <b>1</b>", "stanza <c d='/>'/>");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("<!-- comment -->", "RESTRICTED_XML"),
                Arguments.of("<a><!-- comment --></a>", "RESTRICTED_XML"),
                Arguments.of("<a><?php ?></a>", "RESTRICTED_XML"),
                Arguments.of("<?xml version='1.0'?>", "RESTRICTED_XML"),
                Arguments.of("<a><!DOCTYPE x></a>", "RESTRICTED_XML"),
                Arguments.of("<a>&nbsp;</a>", "RESTRICTED_XML"),
                Arguments.of("<a b='&lol;'/>", "RESTRICTED_XML"),
                Arguments.of("<a>&;</a>", "NOT_WELL_FORMED"),
                Arguments.of("<a>& </a>", "NOT_WELL_FORMED"),
                Arguments.of("<a>&lt</a>", "NOT_WELL_FORMED"),
                Arguments.of("<a b='<'/>", "NOT_WELL_FORMED"),
                Arguments.of("< a/>", "NOT_WELL_FORMED"),
                Arguments.of("<1/>", "NOT_WELL_FORMED"),
                Arguments.of("<a/ >", "NOT_WELL_FORMED"),
                Arguments.of("<a 1='x'/>", "NOT_WELL_FORMED"),
                Arguments.of("<a<b/>", "NOT_WELL_FORMED"),
                Arguments.of("<a>\u0000</a>", "NOT_WELL_FORMED"),
                Arguments.of("<a>\u001b</a>", "NOT_WELL_FORMED"),
                Arguments.of("text", "BAD_FORMAT"),
                Arguments.of("</other>", "NOT_WELL_FORMED"),
                Arguments.of("</stream:strea>", "NOT_WELL_FORMED"),
                Arguments.of("</stream:stream2>", "NOT_WELL_FORMED"),
                Arguments.of("</ stream:stream>", "NOT_WELL_FORMED"),
                Arguments.of("<a><b><c><d><e><f/></e></d></c></b></a>", "TOO_LARGE"),
                Arguments.of("<a b='' c='' d='' e='' f=''/>", "TOO_LARGE"),
                Arguments.of("<a1234567890123/>", "TOO_LARGE"),
                Arguments.of("<a b1234567890123=''/>", "TOO_LARGE"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithTheRightReason(String xml, String kind) {
        assertThat(Cuts.inStream(xml)).containsExactly("error " + kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><b><c><d><e/></d></c></b></a>",
                "<a b='' c='' d='' e=''/>",
                "<a123456789012/>",
                "<a b123456789012=''/>"
            })
    void takesWhatIsExactlyAtALimit(String xml) {
        assertThat(Cuts.inStream(xml)).containsExactly("stanza " + xml);
    }

    @Test
    void theSizeLimitIsExactHoweverTheBytesArrive() {
        String largest = "<a>" + "x".repeat(Cuts.LIMITS.bytes() - 7) + "</a>";
        assertThat(Cuts.inStream(largest)).containsExactly("stanza " + largest);
        String larger = Cuts.HEADER + "<a>" + "x".repeat(Cuts.LIMITS.bytes() - 6) + "</a>";
        byte[] bytes = larger.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size < bytes.length; size += 7) {
            assertThat(Cuts.of(bytes, size, Cuts.LIMITS)).last().isEqualTo("error TOO_LARGE");
        }
        assertThat(Cuts.inStream(" ".repeat(5_000) + largest)).hasSize(1);
    }

    /** It is read again with every stanza. */
    @Test
    void aHeaderStaysSmallWhateverAStanzaMayBe() {
        XmlLimits generous = new XmlLimits(1 << 20, 64, 64, 256);
        byte[] header = Cuts.HEADER.replace("a.example", "x".repeat(9_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(Cuts.of(header, 1_000, generous)).containsExactly("error TOO_LARGE");
        byte[] stanza = (Cuts.HEADER + "<a>" + "x".repeat(9_000) + "</a>").getBytes(StandardCharsets.UTF_8);
        assertThat(Cuts.of(stanza, 1_000, generous)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "e08080",
                "f0808080",
                "eda080",
                "edbfbf",
                "f4908080",
                "f5808080",
                "80",
                "bf",
                "c3",
                "e282",
                "fe",
                "ff",
                "c328"
            })
    void bytesThatAreNotUtf8AreRefusedWhereverTheyAreCut(String hex) {
        byte[] wrong = java.util.HexFormat.of().parseHex(hex);
        byte[] before = (Cuts.HEADER + "<a>").getBytes(StandardCharsets.UTF_8);
        byte[] after = "</a>".getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before.length + wrong.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(wrong, 0, all, before.length, wrong.length);
        System.arraycopy(after, 0, all, before.length + wrong.length, after.length);
        for (int cut = before.length; cut < all.length; cut++) {
            assertThat(Cuts.ofTwo(all, cut, Cuts.LIMITS)).last().isEqualTo("error UNSUPPORTED_ENCODING");
        }
    }

    @Test
    void theFirstElementIsTheHeaderWhateverItIs() {
        assertThat(Cuts.of("<?xml version=\"1.0\"?><a b='c'>")).containsExactly("open <a b='c'>");
        assertThat(Cuts.of("<stream:stream/>")).containsExactly("open <stream:stream/>", "close");
        assertThat(Cuts.of("</a>")).containsExactly("error NOT_WELL_FORMED");
        assertThat(Cuts.of("hello")).containsExactly("error NOT_WELL_FORMED");
        assertThat(Cuts.of("<!DOCTYPE a [<!ENTITY b 'c'>]><a>")).containsExactly("error RESTRICTED_XML");
        assertThat(Cuts.of("<?xml version='1.0' encoding='UTF-16'?><a>")).containsExactly("error UNSUPPORTED_ENCODING");
        assertThat(Cuts.of("<?xml-stylesheet href='x'?><a>")).containsExactly("error RESTRICTED_XML");
        assertThat(Cuts.of("<?xml bad?><a>")).containsExactly("error NOT_WELL_FORMED");
        assertThat(Cuts.of("<?xml version='1.0'?>".repeat(2) + "<a>")).containsExactly("error RESTRICTED_XML");
        assertThat(Cuts.of("<?xml " + " ".repeat(500))).containsExactly("error NOT_WELL_FORMED");
    }

    @Test
    void nothingFollowsAnErrorOrTheEnd() throws XmlException {
        StanzaFramer framer = new StanzaFramer(Cuts.LIMITS);
        Cuts cuts = new Cuts();
        byte[] broken = (Cuts.HEADER + "<a>&x;</a>").getBytes(StandardCharsets.UTF_8);
        assertThat(Cuts.of(broken, broken.length, Cuts.LIMITS)).last().isEqualTo("error RESTRICTED_XML");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> framer.feed(broken, 0, broken.length, cuts))
                .isInstanceOf(XmlException.class);
        byte[] more = "x</a><b/>".getBytes(StandardCharsets.UTF_8);
        framer.feed(more, 0, more.length, cuts);
        assertThat(cuts.lines()).hasSize(1);
        assertThat(framer.keptBytes()).isZero();
        assertThat(Cuts.inStream("</stream:stream ><a/>")).containsExactly("close");
    }

    @Test
    void aRestartDropsWhatIsIncomplete() throws XmlException {
        StanzaFramer framer = new StanzaFramer(Cuts.LIMITS);
        Cuts cuts = new Cuts();
        byte[] first = (Cuts.HEADER + "<a><b c='").getBytes(StandardCharsets.UTF_8);
        framer.feed(first, 0, first.length, cuts);
        assertThat(framer.keptBytes()).isEqualTo(9);
        framer.restart();
        byte[] second = ("<?xml version='1.0'?>" + Cuts.HEADER + "<d/>").getBytes(StandardCharsets.UTF_8);
        framer.feed(second, 0, second.length, cuts);
        assertThat(cuts.lines()).hasSize(3).last().isEqualTo("stanza <d/>");
    }

    @Test
    void anIdleStreamHoldsNothing() throws XmlException {
        StanzaFramer framer = new StanzaFramer(Cuts.LIMITS);
        byte[] bytes = (Cuts.HEADER + "<a/>  \n").getBytes(StandardCharsets.UTF_8);
        framer.feed(bytes, 0, bytes.length, new Cuts());
        assertThat(framer.keptBytes()).isZero();
    }
}
