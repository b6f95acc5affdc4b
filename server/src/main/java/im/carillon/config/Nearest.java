package im.carillon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** The candidate that is close enough to be worth a "did you mean". */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String given = normal(word);
        int limit = Math.max(1, given.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(given, normal(candidate)) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(given, normal(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Writes {@code stanzaSize}, {@code stanza-size} and {@code STANZA_SIZE} alike. */
    private static String normal(String word) {
        String snake = word.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
        return snake.replace('-', '_').toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, replacements and swaps of neighbours, each counting one. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int step(int[][] cost, String left, String right, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
    }
}
