package im.carillon.muc.state;

import java.util.Locale;
import java.util.Optional;

/** What somebody may do during one visit (XEP-0045 §5.1), the weakest first. */
public enum Role {
    NONE,
    VISITOR,
    PARTICIPANT,
    MODERATOR;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }

    public boolean isAtLeast(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role with which somebody enters (XEP-0045 §5.1.2). */
    public static Role initial(Affiliation affiliation, boolean moderated) {
        return switch (affiliation) {
            case OWNER, ADMIN -> MODERATOR;
            case MEMBER -> PARTICIPANT;
            case NONE -> moderated ? VISITOR : PARTICIPANT;
            case OUTCAST -> NONE;
        };
    }

    public static Optional<Role> of(String wire) {
        for (Role role : values()) {
            if (role.wire.equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
