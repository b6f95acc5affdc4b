package im.carillon.caps;

import java.util.HashSet;
import java.util.Set;

/**
 * What a client supports.
 *
 * @param all as in service discovery
 * @param notified the nodes it wants to be notified of (XEP-0060 §9.2)
 */
public record Features(Set<String> all, Set<String> notified) {

    public static final Features NONE = new Features(Set.of(), Set.of());

    private static final String SUFFIX = "+notify";

    static Features of(Set<String> all) {
        Set<String> notified = new HashSet<>();
        for (String feature : all) {
            if (feature.endsWith(SUFFIX)) {
                notified.add(feature.substring(0, feature.length() - SUFFIX.length()));
            }
        }
        return new Features(Set.copyOf(all), Set.copyOf(notified));
    }
}
