package im.carillon.jid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses (RFC 7622). */
class JidTest {

    /** RFC 7622 §3.5, table 1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "juliet@example.com",
                "juliet@example.com/foo",
                "juliet@example.com/foo bar",
                "juliet@example.com/foo@bar",
                "foo\\20bar@example.com",
                "fussball@example.com",
                "fu\u00dfball@example.com",
                "\u03c0@example.com",
                "\u03c3@example.com/foo",
                "\u03c2@example.com/foo",
                "king@example.com/\u265a",
                "example.com",
                "example.com/foobar",
                "a.example.com/b@example.net"
            })
    void validExamplesOfTheSpecificationStayAsTheyAre(String address) throws InvalidJidException {
        assertThat(Jid.parse(address)).hasToString(address);
    }

    @Test
    void aCapitalSigmaBecomesASmallOne() throws InvalidJidException {
        assertThat(Jid.parse("\u03a3@example.com/foo")).hasToString("\u03c3@example.com/foo");
    }

    /** RFC 7622 §3.5, table 2, and more of the kind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"juliet\"@example.com",
                "foo bar@example.com",
                "juliet@example.com/",
                "@example.com/",
                "henry\u2163@example.com",
                "\u265a@example.com",
                "juliet@",
                "/foobar",
                "",
                "@",
                "/",
                "@/",
                "a@@b",
                "a@b@c",
                "a@/b",
                "a@.",
                ".",
                "a@..",
                "a@b..c",
                "a@-b",
                "a@b-",
                "a@b_c",
                "a@b c",
                "a:b@c",
                "a&b@c",
                "a'b@c",
                "a<b@c",
                "a>b@c",
                "a\u0000@b",
                "a@b/\u0000",
                "a@b/\u0007",
                "a\u200b@b",
                "a@b\u0000",
                "\ud800@b",
                "a@b/\ud800",
                "a@\ud800",
                "\uff20@b",
                "a\uff0fb@c",
                "a@[::1",
                "a@[]",
                "a@[1]",
                "a@[:::::]",
                "a@[1.2.3.4]",
                "a@[::g]",
                "a@xn--",
                "a@xn--0",
                "a@xn--a",
                "a@xn--536xa--43a"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThatThrownBy(() -> Jid.parse(address)).isInstanceOf(InvalidJidException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "JULIET@Example.COM/Balcony, juliet@example.com/Balcony",
        "juliet@example.com., juliet@example.com",
        "juliet@[::1]/x, juliet@[::1]/x",
        "juliet@[2001:DB8::A]/x, juliet@[2001:db8::a]/x",
        "juliet@127.0.0.1, juliet@127.0.0.1",
        "juliet@xn--bcher-kva.example, juliet@b\u00fccher.example",
        "juliet@XN--BCHER-KVA.example, juliet@b\u00fccher.example",
        "juliet@B\u00dcCHER.example, juliet@b\u00fccher.example",
        "juliet@bu\u0308cher.example, juliet@b\u00fccher.example",
        "\uff4a\uff55\uff4c\uff49\uff45\uff54@example.com, juliet@example.com",
        "e\u0301@example.com/e\u0301, \u00e9@example.com/\u00e9",
        "a@b/c\u00a0d, a@b/c d",
        "a@b/c/d@e/f, a@b/c/d@e/f"
    })
    void partsAreMappedToTheOneForm(String address, String normal) throws InvalidJidException {
        assertThat(Jid.parse(address)).hasToString(normal);
        assertThat(Jid.parse(normal)).hasToString(normal);
    }

    @Test
    void lookAlikesAreDifferentAccounts() throws InvalidJidException {
        assertThat(Jid.parse("\u0430dmin@example.com")).isNotEqualTo(Jid.parse("admin@example.com"));
        assertThat(Jid.parse("fu\u00dfball@example.com")).isNotEqualTo(Jid.parse("fussball@example.com"));
        assertThat(Jid.parse("ADMIN@example.com")).isEqualTo(Jid.parse("admin@example.com"));
    }

    @Test
    void eachPartHasAtMost1023Bytes() throws InvalidJidException {
        String most = "a".repeat(1023);
        assertThat(Jid.parse(most + "@b/" + most).local()).hasSize(1023);
        assertThat(Jid.parse("a@b/" + "\u00e9".repeat(511)).resource().orElseThrow())
                .hasSize(511);
        String labels = "a23456789.".repeat(102) + "abc";
        assertThat(Jid.parse("a@" + labels).domain()).hasSize(1023);
        for (String address : List.of(
                most + "a@b",
                "a@b/" + most + "a",
                "a@" + labels + "d",
                "a@b/" + "\u00e9".repeat(512),
                "\u00e9".repeat(512) + "@b",
                "a@b/" + "\ud83d\ude00".repeat(256))) {
            assertThatThrownBy(() -> Jid.parse(address)).isInstanceOf(InvalidJidException.class);
        }
    }

    @Test
    void partsAndKinds() throws InvalidJidException {
        Jid full = Jid.parse("a@b/c");
        assertThat(full).isInstanceOf(FullJid.class);
        assertThat(full.bare()).isEqualTo(BareJid.of("a@b")).hasToString("a@b");
        assertThat(full.isDomain()).isFalse();
        assertThat(Jid.parse("b").isDomain()).isTrue();
        assertThat(BareJid.of("a@b").withResource("C")).isEqualTo(FullJid.of("a@b/C"));
        assertThatThrownBy(() -> BareJid.parse("a@b/c")).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> FullJid.parse("a@b")).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> BareJid.of("", "b")).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> BareJid.of("a@b", "c")).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> BareJid.of("a", "b/c")).isInstanceOf(InvalidJidException.class);
        assertThatThrownBy(() -> BareJid.of("a@b").withResource("")).isInstanceOf(InvalidJidException.class);
    }
}
