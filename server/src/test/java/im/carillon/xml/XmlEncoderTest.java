package im.carillon.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written reads as the same again. */
class XmlEncoderTest {

    private static final XmlLimits LIMITS = new XmlLimits(1 << 20, 100, 100, 1_000);
    private static final String[] NAMESPACES = {"", "u", "v", Namespaces.CLIENT, "urn:é'\"<&>"};
    private static final String[] NAMES = {"a", "b", "message", "é", "_x-1.2", "𐐀"};
    private static final String[] TEXTS = {
        "x", " ", "\n\t\r", "<&>'\"", "]]>", "é€", "😀", "\ud83f\udffe", "\u007f\u0085\u2028", "a  b", "&amp;"
    };

    private final XmlParser parser = new XmlParser(LIMITS);

    @Test
    void everyTreeReadsAsItWasWritten() throws XmlException {
        Random random = new Random(7622);
        StreamScope scope = parser.parseHeader(Cuts.HEADER.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 5_000; i++) {
            XmlElement tree = tree(random, 0);
            assertThat(parser.parse(XmlEncoder.encode(tree, ""))).isEqualTo(tree);
            byte[] shared = XmlEncoder.encodeCopy(tree, Namespaces.CLIENT);
            assertThat(parser.parse(scope, shared)).isEqualTo(tree);
            assertThat(XmlEncoder.encodeCopy(tree, Namespaces.CLIENT)).isEqualTo(shared);
        }
    }

    private static XmlElement tree(Random random, int depth) {
        XmlElement.Builder element = XmlElement.builder(any(random, NAMESPACES), any(random, NAMES));
        List<String> used = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String namespace = random.nextInt(3) == 0 ? any(random, NAMESPACES) : "";
            if (random.nextInt(8) == 0) {
                namespace = Namespaces.XML;
            }
            String name = namespace.equals(Namespaces.XML) ? "lang" : any(random, NAMES);
            if (!used.contains(namespace + ' ' + name)) {
                used.add(namespace + ' ' + name);
                element.attribute(new XmlAttribute(namespace, name, text(random)));
            }
        }
        boolean afterText = false;
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextBoolean() && depth < 5) {
                element.child(tree(random, depth + 1));
                afterText = false;
            } else if (!afterText) {
                element.text(text(random));
                afterText = true;
            }
        }
        return element.build();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(any(random, TEXTS));
        }
        return text.toString();
    }

    private static String any(Random random, String[] of) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void whatXmlCannotHoldIsReplaced() throws XmlException {
        XmlElement element = XmlElement.of("", "a", "\u0000\u0001\ud800x\udc00\ufffe\uffff");
        assertThat(parser.parse(XmlEncoder.encode(element, "")).text()).isEqualTo("??\ufffdx\ufffd\ufffd\ufffd");
    }

    @Test
    void anElementOfTheStreamKeepsThePrefixEverybodyUses() {
        XmlElement features = XmlElement.builder(Namespaces.STREAMS, "features")
                .child(XmlElement.of(Namespaces.BIND, "bind"))
                .build();
        assertThat(new XmlEncoder()
                        .prefixed("stream", features, Namespaces.CLIENT)
                        .toString())
                .isEqualTo("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
    }
}
