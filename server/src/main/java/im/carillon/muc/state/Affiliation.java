package im.carillon.muc.state;

import java.util.Locale;
import java.util.Optional;

/** What somebody is to a room in the long run (XEP-0045 §5.2), the weakest first. */
public enum Affiliation {
    OUTCAST,
    NONE,
    MEMBER,
    ADMIN,
    OWNER;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }

    public boolean isAtLeast(Affiliation other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Affiliation> of(String wire) {
        for (Affiliation affiliation : values()) {
            if (affiliation.wire.equals(wire)) {
                return Optional.of(affiliation);
            }
        }
        return Optional.empty();
    }
}
