package im.carillon.muc.state;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Nicknames that look the same are the same: compared without case, width and repeated spaces, and
 * with the letters of other scripts that cannot be told from Latin ones counted as those (XEP-0045
 * §14.6, mimicry).
 */
final class NickKey {

    /** Small Cyrillic and Greek letters, and below each the Latin one that it looks like. */
    private static final String LOOK_ALIKES =
            "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0475\u03bf\u03c1\u03bd\u03b9\u0131";

    private static final String LATIN = "aeopcyxijshdqwvopvii";

    private NickKey() {}

    static String of(String nick) {
        if (isPlain(nick)) {
            return nick;
        }
        String folded = Normalizer.normalize(nick, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return latin(folded.replaceAll("[\\p{Z}\\p{Cf}\\s]+", " ").strip());
    }

    private static String latin(String folded) {
        StringBuilder latin = new StringBuilder(folded);
        for (int i = 0; i < latin.length(); i++) {
            int known = LOOK_ALIKES.indexOf(latin.charAt(i));
            if (known >= 0) {
                latin.setCharAt(i, LATIN.charAt(known));
            }
        }
        return latin.toString();
    }

    static Optional<String> ofVisible(String nick) {
        return Optional.of(of(nick)).filter(key -> !key.isEmpty());
    }

    private static boolean isPlain(String nick) {
        for (int i = 0; i < nick.length(); i++) {
            char c = nick.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
        }
        return !nick.isEmpty();
    }
}
