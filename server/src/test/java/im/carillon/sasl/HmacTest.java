package im.carillon.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HMAC and PBKDF2 against the runtime's own. */
class HmacTest {

    @ParameterizedTest
    @EnumSource
    void agreesWithTheRuntimeForKeysAroundTheBlockLength(ScramHash hash) throws Exception {
        for (int length : new int[] {1, 20, 63, 64, 65, 127, 128, 129, 300}) {
            byte[] key = new byte[length];
            Arrays.fill(key, (byte) length);
            Mac mac = Mac.getInstance(runtimeName(hash));
            mac.init(new SecretKeySpec(key, "HMAC"));

            assertThat(new Hmac(hash, key).of("some message"))
                    .isEqualTo(mac.doFinal(SaslAssertions.octets("some message")));
        }
    }

    @Test
    void canBeUsedAgain() {
        Hmac hmac = new Hmac(ScramHash.SHA_256, new byte[] {7});

        byte[] first = hmac.of("a");
        hmac.of("b");

        assertThat(hmac.of("a")).isEqualTo(first);
        assertThat(hmac.of(new byte[] {'a'}, new byte[0])).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void keysAreThoseOfTheRuntimesPbkdf2(ScramHash hash) throws Exception {
        byte[] salt = {9, 8, 7, 6, 5, 4, 3, 2, 1};
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2With" + runtimeName(hash))
                .generateSecret(new PBEKeySpec("r0m30myr0m30".toCharArray(), salt, 77, hash.length() * 8))
                .getEncoded();
        Hmac hmac = new Hmac(hash, salted);

        ScramKeys keys = ScramKeys.derive("r0m30myr0m30", hash, salt, 77);

        assertThat(keys.storedKey()).isEqualTo(hash.digest().digest(hmac.of("Client Key")));
        assertThat(keys.serverKey()).isEqualTo(hmac.of("Server Key"));
    }

    private static String runtimeName(ScramHash hash) {
        return "Hmac" + hash.algorithm().replace("-", "");
    }
}
