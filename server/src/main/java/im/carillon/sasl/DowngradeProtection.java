package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/** The hash over what the server offered, by which a client notices that somebody shortened the list. */
final class DowngradeProtection {

    private static final String BETWEEN_NAMES = "\u001E";
    private static final String BETWEEN_LISTS = "\u001F";

    private DowngradeProtection() {}

    /** The value of SCRAM's attribute h (XEP-0474 0.5.0 §hash). */
    static String hash(ScramHash hash, Collection<String> mechanisms, Collection<String> bindingTypes) {
        // the names are ASCII: String's order is that of i;octet
        String offered = joined(mechanisms);
        if (!bindingTypes.isEmpty()) {
            offered += BETWEEN_LISTS + joined(bindingTypes);
        }
        byte[] digest = hash.digest().digest(offered.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    private static String joined(Collection<String> names) {
        return names.stream().sorted().collect(Collectors.joining(BETWEEN_NAMES));
    }
}
