package im.carillon.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** XEP-0474 §hash; the values were computed with another implementation of the hashes. */
class DowngradeProtectionTest {

    @Test
    void withoutAnnouncedBindingTypesTheirDelimiterIsMissingToo() {
        assertThat(DowngradeProtection.hash(
                        ScramHash.SHA_256, List.of("SCRAM-SHA-256", "PLAIN", "SCRAM-SHA-1"), List.of()))
                .isEqualTo("J++Diu+JubnE6dLVvZjjI5KHnheOLsUSQWiw/prdbAA=");
    }

    @Test
    void theHashIsThatOfTheMechanism() {
        assertThat(DowngradeProtection.hash(
                        ScramHash.SHA_512, List.of("SCRAM-SHA-512-PLUS", "SCRAM-SHA-512"), List.of("tls-exporter")))
                .isEqualTo("4CUH7ZciU8dp+KWA3838Q9DF8jlTr4HLSJA9a+sGCgkzaRF1hVSf9TWSv25+avX1pl/ps/H9xumcHo/lzX3+cA==");
    }
}
