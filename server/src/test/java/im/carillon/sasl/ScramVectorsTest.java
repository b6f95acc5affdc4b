package im.carillon.sasl;

import static im.carillon.sasl.SaslAssertions.additionalData;
import static im.carillon.sasl.SaslAssertions.challenge;
import static im.carillon.sasl.SaslAssertions.send;
import static im.carillon.sasl.SaslAssertions.success;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples that the specifications print, to the letter. */
class ScramVectorsTest {

    private static final UnknownAccounts UNKNOWN = new UnknownAccounts(new ServerSecret(new byte[32]), 4096);

    @Test
    void rfc5802Section5() {
        SaslExchange exchange = new ScramMechanism(ScramHash.SHA_1, false, () -> "3rfcNHYJY1ZVvWVs7j", UNKNOWN)
                .start(stream(ScramHash.SHA_1, "QSXCR+Q6sek8bf92").offering().context());

        assertThat(challenge(send(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL")))
                .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
        assertThat(additionalData(send(
                        exchange,
                        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=")))
                .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    }

    @Test
    void rfc7677Section3() {
        SaslExchange exchange = new ScramMechanism(
                        ScramHash.SHA_256, false, () -> "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", UNKNOWN)
                .start(stream(ScramHash.SHA_256, "W22ZaJ0SNY7soEsUEjb6gQ==")
                        .offering()
                        .context());

        assertThat(challenge(send(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")))
                .isEqualTo(
                        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0," + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(additionalData(send(
                        exchange,
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")))
                .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    /** XEP-0474 §example: -PLUS with tls-exporter, the attribute h, and an extension x of the client. */
    @Test
    void xep0474FullExample() {
        SaslExchange exchange = new ScramMechanism(
                        ScramHash.SHA_1, true, () -> "a09117a6-ac50-4f2f-93f1-93799c2bddf6", UNKNOWN)
                .start(stream(ScramHash.SHA_1, "QSXCR+Q6sek8bf92").context());

        assertThat(challenge(send(exchange, "p=tls-exporter,,n=user,r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6")))
                .isEqualTo("r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6a09117a6-ac50-4f2f-93f1-93799c2bddf6,"
                        + "s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");
        SaslStep last = send(
                exchange,
                "c=cD10bHMtZXhwb3J0ZXIsLFRISVMgSVMgRkFLRSBDQiBEQVRB,"
                        + "r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6a09117a6-ac50-4f2f-93f1-93799c2bddf6,"
                        + "x=19C6532F-1CF4-4A27-A18D-DC9CEA41BBB3,p=M/SIDjT+dfcxUh89jZEypRvFxB4=");
        assertThat(additionalData(last)).isEqualTo("v=MQrMPvv7yv4x4Cq4W4Ih25EqS2c=");
        assertThat(success(last).account()).isEqualTo(BareJid.of("user@example.org"));
    }

    private static TestStream stream(ScramHash hash, String salt) {
        ScramKeys keys = ScramKeys.derive("pencil", hash, Base64.getDecoder().decode(salt), 4096);
        return TestStream.with(new TestAccounts().with("user@example.org", new Credentials(Map.of(hash, keys), true)));
    }
}
