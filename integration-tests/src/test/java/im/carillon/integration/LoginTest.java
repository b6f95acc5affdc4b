package im.carillon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.cert.CertPathBuilderException;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.sasl.SASLError;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 6120 §5 (STARTTLS) and §6 (SASL), from a stock client. Smack has SCRAM-SHA-1-PLUS too, but it cannot
 * compute the binding to an ECDSA certificate, which is what our authority issues.
 */
final class LoginTest {

    @RegisterExtension
    static final CarillonServer SERVER = new CarillonServer();

    @Test
    void theStreamIsEncryptedAndThePasswordStaysAtHome() {
        SmackClient juliet = SERVER.online("juliet");

        assertThat(juliet.connection().isSecureConnection()).isTrue();
        assertThat(juliet.connection().isAuthenticated()).isTrue();
        assertThat(juliet.connection().getUsedSaslMechansism()).isEqualTo("SCRAM-SHA-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "PLAIN"})
    void everyMechanismThatBothKnow(String mechanism) {
        SmackClient juliet =
                SERVER.client(SERVER.account("juliet"), builder -> builder.addEnabledSaslMechanism(mechanism));

        juliet.logIn();

        assertThat(juliet.connection().getUsedSaslMechansism()).isEqualTo(mechanism);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "PLAIN"})
    void aWrongPasswordIsRefused(String mechanism) throws Exception {
        Account wrong = SERVER.account("juliet").withPassword("Wherefore");
        SmackClient juliet = SERVER.client(wrong, builder -> builder.addEnabledSaslMechanism(mechanism));
        juliet.connect();

        SASLErrorException refusal = catchThrowableOfType(SASLErrorException.class, juliet::authenticate);

        assertThat(refusal.getSASLFailure().getSASLError()).isEqualTo(SASLError.not_authorized);
        assertThat(juliet.connection().isAuthenticated()).isFalse();
    }

    @Test
    void anUnknownAccountIsRefusedInTheSameWay() throws Exception {
        SmackClient nobody = SERVER.client(new Account("nobody", "anything"), builder -> {});
        nobody.connect();

        SASLErrorException refusal = catchThrowableOfType(SASLErrorException.class, nobody::authenticate);

        assertThat(refusal.getSASLFailure().getSASLError()).isEqualTo(SASLError.not_authorized);
    }

    @Test
    void aClientThatDoesNotTrustTheAuthorityGoesNoFurther() throws Exception {
        X509TrustManager publicAuthorities = LocalAuthority.publicOnes().trustManager();
        SmackClient juliet =
                SERVER.client(SERVER.account("juliet"), builder -> builder.setCustomX509TrustManager(publicAuthorities));

        assertThatThrownBy(juliet::connect).hasRootCauseInstanceOf(CertPathBuilderException.class);
    }

    @Test
    void aUserStaysTheSameAfterARestart() {
        Account account = SERVER.account("juliet");
        SERVER.online(account).close();

        SERVER.process().terminate();
        SERVER.start();

        assertThat(SERVER.online(account).address().equals(account.address())).isTrue();
    }
}
