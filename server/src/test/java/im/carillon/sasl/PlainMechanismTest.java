package im.carillon.sasl;

import static im.carillon.sasl.SaslAssertions.assertRefused;
import static im.carillon.sasl.SaslAssertions.octets;
import static im.carillon.sasl.SaslAssertions.send;
import static im.carillon.sasl.SaslAssertions.success;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMechanismTest {

    private final UnknownAccounts unknown =
            new UnknownAccounts(new ServerSecret(new byte[32]), TestAccounts.ITERATIONS);
    private final TestAccounts accounts = new TestAccounts()
            .with("romeo@example.org", "r0m30myr0m30")
            .with("retired@example.org", "r0m30myr0m30", false);
    private final TestStream stream = TestStream.with(accounts);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0romeo\0r0m30myr0m30",
                "\0Romeo\0r0m30myr0m30",
                "romeo@example.org\0romeo\0r0m30myr0m30",
            })
    void logsIn(String message) {
        assertThat(success(answer(message)).account()).isEqualTo(BareJid.of("romeo@example.org"));
    }

    @ParameterizedTest
    @EnumSource
    void anyStoredHashWillDo(ScramHash hash) {
        ScramKeys keys = ScramKeys.derive("secret", hash, new byte[] {1}, 5);
        accounts.with("imported@example.org", new Credentials(Map.of(hash, keys), true));

        success(answer("\0imported\0secret"));
        assertRefused(answer("\0imported\0Secret"), SaslCondition.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0romeo\0wrong",
                "\0nobody\0r0m30myr0m30",
                "\0retired\0wrong",
                "\0ro meo\0r0m30myr0m30",
                "\0romeo\0contains\u0007bell"
            })
    void wrongCredentialsAllGetTheSameAnswer(String message) {
        assertRefused(answer(message), SaslCondition.NOT_AUTHORIZED, "The name or the password is wrong.");
    }

    @Test
    void aDisabledAccountIsToldSoWithItsPassword() {
        assertRefused(answer("\0retired\0r0m30myr0m30"), SaslCondition.ACCOUNT_DISABLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"juliet@example.org", "romeo", "romeo@example.com", "romeo@example.org/x", "@"})
    void nobodyActsForAnotherAccount(String authzid) {
        assertRefused(answer(authzid + "\0romeo\0r0m30myr0m30"), SaslCondition.INVALID_AUTHZID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "romeo", "romeo\0secret", "\0\0secret", "\0romeo\0", "\0romeo\0a\0b", "\0\0"})
    void malformed(String message) {
        assertRefused(answer(message), SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void whatIsNotUtf8OrTooLongIsMalformed() {
        byte[] notUtf8 = octets("\0romeo\0secret");
        notUtf8[8] = (byte) 0xFF;

        assertRefused(exchange(stream).respond(notUtf8), SaslCondition.MALFORMED_REQUEST);
        assertRefused(answer("\0romeo\0" + "x".repeat(5000)), SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void onlyInsideTlsUnlessTold() {
        assertRefused(send(exchange(stream.unencrypted()), "\0romeo\0r0m30myr0m30"), SaslCondition.ENCRYPTION_REQUIRED);
        success(send(
                new PlainMechanism(unknown, true).start(stream.unencrypted().context()), "\0romeo\0r0m30myr0m30"));
    }

    private SaslStep answer(String message) {
        return send(exchange(stream), message);
    }

    private SaslExchange exchange(TestStream on) {
        return new PlainMechanism(unknown, false).start(on.context());
    }
}
