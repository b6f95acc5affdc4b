package im.carillon.archive.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts text into words that can be compared: without case, accents and the like, on both databases
 * alike, because it is done here. Where a script has no spaces between words, single characters and
 * pairs of neighbours stand for them.
 */
final class Words {

    private static final int LONGEST = 64;

    /** Of one text; more than any message that people write. */
    private static final int MOST_CHARACTERS = 300_000;

    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** Letters that no decomposition makes plain. */
    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ς', "σ"));

    private final Set<String> words = new LinkedHashSet<>();
    private final StringBuilder word = new StringBuilder();
    private final List<String> run = new ArrayList<>();
    private final boolean indexing;

    private Words(boolean indexing) {
        this.indexing = indexing;
    }

    /** The words by which a text is found. */
    static Set<String> in(String text) {
        return new Words(true).cut(text);
    }

    /** The words that a text must have to be found; none where there is nothing to look for. */
    static Set<String> wanted(String text) {
        return new Words(false).cut(text);
    }

    private Set<String> cut(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
        int end = Math.min(plain.length(), MOST_CHARACTERS);
        for (int i = 0; i < end; ) {
            int character = plain.codePointAt(i);
            i += Character.charCount(character);
            take(character);
        }
        endWord();
        endRun();
        return words;
    }

    private void take(int character) {
        if (isAccent(character)) {
            return;
        }
        boolean letter = isLetter(character);
        if (letter && isWithoutSpaces(character)) {
            endWord();
            run.add(Character.toString(character));
            return;
        }
        endRun();
        if (letter) {
            int lower = Character.toLowerCase(character);
            String plain = PLAIN.get(lower);
            if (plain == null) {
                word.appendCodePoint(lower);
            } else {
                word.append(plain);
            }
            return;
        }
        endWord();
        if (Character.getType(character) == Character.OTHER_SYMBOL) {
            words.add(Character.toString(character)); // an emoji says something, too
        }
    }

    /** Signs that are written over, under or beside a letter and change it little. */
    private static boolean isAccent(int character) {
        return character >= 0x300 && character <= 0x36F || character == 0x3099 || character == 0x309A;
    }

    private static boolean isLetter(int character) {
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    private static boolean isWithoutSpaces(int character) {
        return character >= 0x0E00 && WITHOUT_SPACES.contains(UnicodeScript.of(character));
    }

    private void endWord() {
        if (word.isEmpty()) {
            return;
        }
        int length = word.length();
        if (length > LONGEST) {
            length = Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        }
        words.add(word.substring(0, length));
        word.setLength(0);
    }

    private void endRun() {
        for (int i = 0; i < run.size(); i++) {
            if (indexing || run.size() == 1) {
                words.add(run.get(i));
            }
            if (i > 0) {
                words.add(run.get(i - 1) + run.get(i));
            }
        }
        run.clear();
    }
}
