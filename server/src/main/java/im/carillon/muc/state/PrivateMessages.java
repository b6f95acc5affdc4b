package im.carillon.muc.state;

import java.util.Locale;

/** Who may send private messages (XEP-0045 §10.1.3, {@code muc#roomconfig_allowpm}). */
public enum PrivateMessages {
    ANYONE(Role.VISITOR),
    PARTICIPANTS(Role.PARTICIPANT),
    MODERATORS(Role.MODERATOR),
    NONE(Role.MODERATOR);

    private final Role lowest;
    private final String wire = name().toLowerCase(Locale.ROOT);

    PrivateMessages(Role lowest) {
        this.lowest = lowest;
    }

    public String wire() {
        return wire;
    }

    public boolean allows(Role role) {
        return this != NONE && role.isAtLeast(lowest);
    }

    public static PrivateMessages of(String wire) {
        for (PrivateMessages who : values()) {
            if (who.wire.equals(wire)) {
                return who;
            }
        }
        return ANYONE;
    }
}
