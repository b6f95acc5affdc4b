package im.carillon.config;

import java.util.Locale;
import java.util.Optional;

/** What is archived where nothing else was said about a contact (XEP-0441 §2.1.1). */
public enum ArchivePolicy {
    ALWAYS,
    NEVER,
    /** What is exchanged with contacts of the roster. */
    ROSTER;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }

    public static Optional<ArchivePolicy> of(String wire) {
        for (ArchivePolicy policy : values()) {
            if (policy.wire.equals(wire)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
