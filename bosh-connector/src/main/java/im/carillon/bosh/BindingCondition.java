package im.carillon.bosh;

import java.util.Locale;

/** Why a session is refused or ends (XEP-0124 §17.2), and how a client of old is told so (§17.1). */
enum BindingCondition {
    BAD_REQUEST(400),
    HOST_GONE,
    HOST_UNKNOWN,
    IMPROPER_ADDRESSING,
    INTERNAL_SERVER_ERROR,
    ITEM_NOT_FOUND(404),
    OTHER_REQUEST,
    POLICY_VIOLATION(403),
    REMOTE_CONNECTION_FAILED,
    REMOTE_STREAM_ERROR,
    SEE_OTHER_URI,
    SYSTEM_SHUTDOWN,
    UNDEFINED_CONDITION;

    private static final int OK = 200;

    private final int legacyStatus;
    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    BindingCondition() {
        this(OK);
    }

    BindingCondition(int legacyStatus) {
        this.legacyStatus = legacyStatus;
    }

    String wire() {
        return wire;
    }

    /** The HTTP status for a client that named no version of the protocol, or that we do not know. */
    int legacyStatus() {
        return legacyStatus;
    }

    /** The HTTP status of an answer with this condition. */
    int status(boolean legacy) {
        return legacy ? legacyStatus : OK;
    }
}
