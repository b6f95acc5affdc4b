package im.carillon.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random conversations, wrong in random places: however the bytes arrive the cuts are the same, and
 * whatever is cut as a stanza is one element to the parser too, or none at all.
 */
class FramerFuzzTest {

    private static final long SEED = 6120;
    private static final int CASES = 20_000;

    @Test
    void theScannerNeverCutsOtherThanTheParser() {
        StanzaProperties properties = new StanzaProperties();
        Random random = new Random(SEED);
        int stanzas = 0;
        int parsed = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = Mutations.conversation(random);
            List<String> whole = Cuts.of(bytes, bytes.length, StanzaProperties.LIMITS);
            int piece = 1 + random.nextInt(bytes.length);
            if (!Cuts.of(bytes, piece, StanzaProperties.LIMITS).equals(whole)) {
                throw new AssertionError(
                        "case " + i + " in pieces of " + piece + ": " + new String(bytes, StandardCharsets.UTF_8));
            }
            StanzaProperties.Counts counts = properties.check(bytes);
            stanzas += counts.stanzas();
            parsed += counts.parsed();
        }
        // the generator is worth something only if a good part gets through
        assertThat(stanzas).isGreaterThan(CASES / 2);
        assertThat(parsed).isGreaterThan(CASES / 4);
    }
}
