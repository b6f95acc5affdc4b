package im.carillon.bosh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who can read the requests of a session that is not encrypted, and cannot change them, must not be
 * able to add any (XEP-0124 §15): each request shows a value whose hash the one before it showed.
 *
 * @param expected the hash of the next key, in lower case; empty while no sequence is in use
 * @param distance how often the next key has to be hashed to become that
 */
record KeySequence(String expected, int distance) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");

    static final KeySequence UNUSED = new KeySequence("", 1);

    static KeySequence beginning(Optional<String> newKey) {
        return newKey.map(KeySequence::of).orElse(UNUSED);
    }

    private static KeySequence of(String key) {
        return new KeySequence(key.toLowerCase(Locale.ROOT), 1);
    }

    /** What is expected after a request with these attributes. */
    KeySequence after(Optional<String> key, Optional<String> newKey) throws BindingException {
        if (!expected.isEmpty()
                && key.filter(k -> hash(k, distance).equals(expected)).isEmpty()) {
            throw new BindingException(BindingCondition.ITEM_NOT_FOUND, "the key does not continue its sequence");
        }
        if (newKey.isPresent()) {
            return of(newKey.get());
        }
        return expected.isEmpty() ? this : of(key.orElseThrow());
    }

    /** One word; what is no hash cannot be continued, and needs not be known. */
    String written() {
        return expected.isEmpty() || HASH.matcher(expected).matches() ? expected : "-";
    }

    static KeySequence read(String word) {
        return new KeySequence(word, 1);
    }

    /** What is expected when so many keys have been shown that nobody remembers. */
    KeySequence further(int keys) {
        return expected.isEmpty() ? this : new KeySequence(expected, distance + keys);
    }

    /** What was expected when so many keys were still to be shown. */
    KeySequence earlier(int keys) {
        return expected.isEmpty() ? this : new KeySequence(hash(expected, keys), 1);
    }

    private static String hash(String key, int times) {
        String result = key;
        for (int i = 0; i < times; i++) {
            result = hash(result);
        }
        return result;
    }

    /** Keys are hashed as the text that was sent, which everybody writes in lower case. */
    private static String hash(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
