package im.carillon.disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.testkit.Xml;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CapabilitiesHashTest {

    /** The example of XEP-0115 §5.2. */
    @Test
    void hashesIdentitiesAndFeatures() {
        DiscoInfo info = new DiscoInfo(
                List.of(new DiscoIdentity("client", "pc", "Exodus 0.9.1")),
                List.of(
                        "http://jabber.org/protocol/muc",
                        "http://jabber.org/protocol/disco#info",
                        "http://jabber.org/protocol/caps",
                        "http://jabber.org/protocol/disco#items"),
                List.of());
        assertThat(CapabilitiesHash.of(info)).isEqualTo("QgayPKawpkPSDYmwT/WM94uAlu0=");
    }

    @Test
    void theOrderOfFormsFieldsAndValuesDoesNotMatter() {
        String first = """
                <x xmlns='jabber:x:data' type='result'>
                  <field var='b'><value>2</value><value>1</value></field>
                  <field var='FORM_TYPE' type='hidden'><value>urn:one</value></field>
                  <field var='a'><value>x</value></field>
                </x>""";
        String same = """
                <x xmlns='jabber:x:data' type='result'>
                  <field var='FORM_TYPE' type='hidden'><value>urn:one</value></field>
                  <field var='a'><value>x</value></field>
                  <field var='b'><value>1</value><value>2</value></field>
                </x>""";
        String other = "<x xmlns='jabber:x:data' type='result'>"
                + "<field var='FORM_TYPE' type='hidden'><value>urn:two</value></field></x>";
        String untyped = "<x xmlns='jabber:x:data' type='result'><field var='z'><value>z</value></field></x>";
        assertThat(hash(first, other)).isEqualTo(hash(other, same)).isEqualTo(hash(other, same, untyped));
        assertThat(hash(first)).isNotEqualTo(hash(other));
    }

    private static String hash(String... forms) {
        return CapabilitiesHash.of(new DiscoInfo(
                List.of(),
                List.of("urn:example:feature"),
                List.of(forms).stream().map(Xml::element).toList()));
    }

    @Test
    void theOrderOfWhatIsToldIsStable() {
        DiscoInfo info = new DiscoInfo(
                List.of(new DiscoIdentity("server", "im", ""), new DiscoIdentity("pubsub", "pep", "")),
                List.of("b", "a", "b"),
                List.of());
        assertThat(info.toElement(Optional.of("node")).toString())
                .isEqualTo("<query xmlns='http://jabber.org/protocol/disco#info' node='node'>"
                        + "<identity category='pubsub' type='pep'/><identity category='server' type='im'/>"
                        + "<feature var='a'/><feature var='b'/></query>");
    }
}
