package im.carillon.integration.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What should have come, and what came. */
final class Comparison {

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

    private static List<Integer> first(List<Integer> numbers) {
        return numbers.subList(0, Math.min(5, numbers.size()));
    }
}
