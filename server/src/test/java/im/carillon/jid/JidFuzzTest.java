package im.carillon.jid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random strings are addresses in their one form, or refused; the parser never breaks. */
class JidFuzzTest {

    private static final long SEED = 7622;
    private static final int CASES = 20_000;
    private static final String[] PIECES = {
        "@",
        "/",
        ".",
        "-",
        "xn--",
        "[",
        "]",
        "::1",
        " ",
        "\u00df",
        "\u03c2",
        "\u03a3",
        "\u0130",
        "\u0131",
        "\u200d",
        "\u200b",
        "\u3002",
        "\uff0e",
        "\uff20",
        "\uff0f",
        "\u0308",
        "\u0301",
        "\u0345",
        "\u05d0",
        "\u0627",
        "\u0660",
        "\u06f0",
        "\u212b",
        "\u1e9e",
        "\ufb01",
        "\u00aa",
        "\u2126",
        "\ud83d\ude00",
        "\ud801\udc00",
        "\ud800",
        "\udc00",
        "\u0000",
        "\u00ad",
        "\ufeff",
        "\u30fb",
        "\u00b7",
        "l\u00b7l",
        "\u0375",
        "\u1100\u1161",
        "\u0958",
        "\u0f73",
        "\u01c5",
        "\uff21",
        "\uff76\uff9e"
    };

    @Test
    void everyStringIsAnAddressInItsOneFormOrRefused() {
        Random random = new Random(SEED);
        int addresses = 0;
        for (int i = 0; i < CASES; i++) {
            if (AddressProperties.check(text(random))) {
                addresses++;
            }
        }
        assertThat(addresses).isGreaterThan(CASES / 10);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) > 0) {
            text.append("juliet@example.com/balcony");
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            String piece = switch (random.nextInt(5)) {
                case 0 -> PIECES[random.nextInt(PIECES.length)];
                case 1 -> String.valueOf((char) random.nextInt(0x10000));
                case 2 -> Character.toString(random.nextInt(0x110000));
                case 3 -> String.valueOf((char) random.nextInt(0x250));
                default -> String.valueOf((char) ('a' + random.nextInt(26)));
            };
            text.insert(random.nextInt(text.length() + 1), piece);
        }
        return text.toString();
    }
}
