package im.carillon.integration.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What should have come, and what came. */
final class Comparison {

    private static final int MOST_RUNS = 20;

    private Comparison() {}

    /** @return what is wrong, if anything is */
    static Optional<String> of(String where, List<Integer> expected, List<Integer> actual) {
        if (actual.equals(expected)) {
            return Optional.empty();
        }
        Set<Integer> present = new HashSet<>(actual);
        List<Integer> missing = new ArrayList<>(expected);
        missing.removeIf(present::contains);
        List<Integer> twice = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Integer each : actual) {
            if (!seen.add(each)) {
                twice.add(each);
            }
        }
        return Optional.of(
                missing.size() + " of " + expected.size() + " messages never " + where + " " + first(missing) + ", "
                        + twice.size() + " more than once " + first(twice)
                        + (missing.isEmpty() && twice.isEmpty() ? ", out of order" : ""));
    }

    /** The first runs of numbers that follow each other. */
    private static List<String> first(List<Integer> numbers) {
        List<String> runs = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < numbers.size() && runs.size() < MOST_RUNS; i++) {
            if (i + 1 == numbers.size() || numbers.get(i + 1) != numbers.get(i) + 1) {
                runs.add(start == i ? "" + numbers.get(i) : numbers.get(start) + "-" + numbers.get(i));
                start = i + 1;
            }
        }
        return runs;
    }
}
