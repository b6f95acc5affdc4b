package im.carillon.muc.state;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Nicknames that look the same are the same: compared without case, width and repeated spaces
 * (XEP-0045 §14.6, mimicry).
 */
final class NickKey {

    private NickKey() {}

    static String of(String nick) {
        if (isPlain(nick)) {
            return nick;
        }
        String folded = Normalizer.normalize(nick, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return folded.replaceAll("[\\p{Z}\\p{Cf}\\s]+", " ").strip();
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
