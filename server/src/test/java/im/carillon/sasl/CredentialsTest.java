package im.carillon.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private final PasswordKeys passwords = new PasswordKeys(new SecureRandom(), 1);

    @Test
    void readAgainTheyAreTheSame() {
        Credentials stored = derive("secret");
        assertThat(stored.sameAs(new Credentials(stored.keys(), true))).isTrue();
    }

    @Test
    void everyChangeIsSeen() {
        Credentials stored = derive("secret");
        // the same password has other salts
        assertThat(stored.sameAs(derive("secret"))).isFalse();
        assertThat(stored.sameAs(new Credentials(stored.keys(), false))).isFalse();
        assertThat(stored.sameAs(new Credentials(Map.of(), true))).isFalse();
    }

    private Credentials derive(String password) {
        return passwords.derive(password).orElseThrow();
    }
}
