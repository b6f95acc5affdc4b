package im.carillon.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordKeysTest {

    private final PasswordKeys passwords = new PasswordKeys(new SecureRandom(), 10);

    @Test
    void everyHashHasItsOwnSalt() {
        Map<ScramHash, ScramKeys> keys =
                passwords.derive("secret").orElseThrow().keys();

        assertThat(keys).containsOnlyKeys(ScramHash.values());
        assertThat(keys.values().stream().map(each -> Arrays.toString(each.salt())))
                .doesNotHaveDuplicates();
        keys.forEach((hash, each) -> {
            assertThat(each.iterations()).isEqualTo(10);
            assertThat(ScramKeys.derive("secret", hash, each.salt(), 10).sameAs(each))
                    .isTrue();
        });
    }

    /** RFC 8265 §4.2.2: other spaces become plain ones, and composed characters are one. */
    @Test
    void passwordsArePrepared() {
        ScramKeys keys = passwords
                .derive("cafe\u0301\u00a0noir")
                .flatMap(each -> each.keys(ScramHash.SHA_256))
                .orElseThrow();

        assertThat(ScramKeys.derive("caf\u00e9 noir", ScramHash.SHA_256, keys.salt(), 10)
                        .sameAs(keys))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\there", "nul\0"})
    void somethingsAreNoPassword(String password) {
        assertThat(passwords.derive(password)).isEmpty();
    }

    @Test
    void keysDoNotPrintThemselves() {
        assertThat(passwords
                        .derive("secret")
                        .flatMap(each -> each.keys(ScramHash.SHA_1))
                        .orElseThrow())
                .hasToString("ScramKeys[10 iterations]");
    }
}
