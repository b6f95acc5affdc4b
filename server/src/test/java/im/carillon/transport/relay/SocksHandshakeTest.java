package im.carillon.transport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.transport.relay.SocksHandshake.Reply;
import im.carillon.transport.relay.SocksHandshake.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 1928 §3 to §6, as XEP-0065 §9.2 uses it. */
class SocksHandshakeTest {

    private static final String HASH = "972b7bf47291ca609517f67f86b5081086052dad";
    private static final String GREETING = "050100";
    private static final String REQUEST = "0501000328" + hex(HASH) + "0000";

    private final SocksHandshake handshake = new SocksHandshake();

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Step take(String hex) {
        return handshake.take(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    @Test
    void aClientThatNeedsNoPasswordIsConnectedToAHash() {
        assertThat(take(GREETING))
                .isInstanceOfSatisfying(
                        Step.Answer.class, answer -> assertThat(answer.bytes()).containsExactly(5, 0));
        assertThat(take(REQUEST)).isEqualTo(new Step.Wanted(HASH));
        assertThat(HexFormat.of().formatHex(handshake.answer(Reply.SUCCEEDED)))
                .isEqualTo("0500000328" + hex(HASH) + "0000");
    }

    @Test
    void theSameByteByByte() {
        byte[] all = HexFormat.of().parseHex(GREETING + REQUEST);
        Step last = new Step.More();
        int answers = 0;
        for (byte each : all) {
            last = handshake.take(ByteBuffer.wrap(new byte[] {each}));
            answers += last instanceof Step.Answer ? 1 : 0;
        }
        assertThat(answers).isEqualTo(1);
        assertThat(last).isEqualTo(new Step.Wanted(HASH));
    }

    @Test
    void whatFollowsIsLeftAlone() {
        ByteBuffer all = ByteBuffer.wrap(HexFormat.of().parseHex(GREETING + REQUEST + "616263"));
        assertThat(handshake.take(all)).isInstanceOf(Step.Answer.class);
        assertThat(handshake.take(all)).isEqualTo(new Step.Wanted(HASH));
        assertThat(all.remaining()).isEqualTo(3);
    }

    @Test
    void oneOfSeveralMethodsIsEnough() {
        assertThat(take("0503010200")).isInstanceOf(Step.Answer.class);
    }

    @Test
    void aHashInCapitalsIsTheSame() {
        take(GREETING);
        assertThat(take("0501000328" + hex(HASH.toUpperCase(java.util.Locale.ROOT)) + "0000"))
                .isEqualTo(new Step.Wanted(HASH));
    }

    @ParameterizedTest
    @CsvSource({
        "04, ''", // SOCKS4
        "474554, ''", // a browser
        "050102, 05ff", // insists on a password
        "0500, 05ff", // offers nothing
    })
    void greetingsThatLeadNowhere(String greeting, String answer) {
        assertEnd(take(greeting), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "0401, 01", // another version
        "0502, 07", // BIND
        "0503, 07", // UDP ASSOCIATE
        "050100010102030400, 08", // an IPv4 address
        "05010004, 08", // an IPv6 address
        "0501000300" + "0000, 02", // no name
        "0501000303" + "616263" + "0000, 02", // no hash
    })
    void requestsThatAreRefused(String request, String code) {
        take(GREETING);
        assertEnd(take(request), "05" + code + "0001000000000000");
    }

    @Test
    void aPortOrLettersBeyondFAreRefused() {
        take(GREETING);
        assertEnd(take("0501000328" + hex(HASH) + "0050"), "05020001000000000000");
        SocksHandshake another = new SocksHandshake();
        another.take(ByteBuffer.wrap(HexFormat.of().parseHex(GREETING)));
        assertEnd(
                another.take(
                        ByteBuffer.wrap(HexFormat.of().parseHex("0501000328" + hex(HASH.replace('7', 'g')) + "0000"))),
                "05020001000000000000");
    }

    private static void assertEnd(Step step, String answer) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.End.class,
                        end -> assertThat(HexFormat.of().formatHex(end.bytes())).isEqualTo(answer));
    }
}
