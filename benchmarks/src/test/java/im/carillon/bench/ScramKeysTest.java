package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScramKeysTest {

    /** The example of RFC 7677 §3. */
    @Test
    void agreesWithTheSpecification() {
        ScramKeys.Keys keys = new ScramKeys("pencil").with("W22ZaJ0SNY7soEsUEjb6gQ==", 4096);
        String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        String authMessage =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=" + nonce;
        byte[] proof = ScramKeys.hmac(keys.stored(), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= keys.client()[i];
        }
        assertThat(Base64.getEncoder().encodeToString(proof)).isEqualTo("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(Base64.getEncoder().encodeToString(ScramKeys.hmac(keys.server(), authMessage)))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }
}
