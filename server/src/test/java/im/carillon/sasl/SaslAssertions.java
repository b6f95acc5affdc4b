package im.carillon.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Talks to an exchange in text and says what is expected of the answer. */
final class SaslAssertions {

    private SaslAssertions() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static SaslStep send(SaslExchange exchange, String message) {
        return exchange.respond(octets(message));
    }

    static String challenge(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Challenge.class);
        return new String(((SaslStep.Challenge) step).data(), StandardCharsets.UTF_8);
    }

    static SaslStep.Success success(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Success.class);
        return (SaslStep.Success) step;
    }

    static String additionalData(SaslStep step) {
        return new String(success(step).additionalData().orElseThrow(), StandardCharsets.UTF_8);
    }

    static void assertRefused(SaslStep step, SaslCondition condition) {
        assertThat(step).isInstanceOf(SaslStep.Failure.class);
        assertThat(((SaslStep.Failure) step).condition()).isEqualTo(condition);
    }

    static void assertRefused(SaslStep step, SaslCondition condition, String text) {
        assertThat(step).isEqualTo(new SaslStep.Failure(condition, text));
    }
}
