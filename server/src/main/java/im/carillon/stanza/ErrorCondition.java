package im.carillon.stanza;

import static im.carillon.stanza.ErrorType.AUTH;
import static im.carillon.stanza.ErrorType.CANCEL;
import static im.carillon.stanza.ErrorType.MODIFY;
import static im.carillon.stanza.ErrorType.WAIT;

import java.util.Locale;

/** The stanza error conditions with the type that goes with each (RFC 6120 §8.3.3). */
public enum ErrorCondition {
    BAD_REQUEST(MODIFY),
    CONFLICT(CANCEL),
    FEATURE_NOT_IMPLEMENTED(CANCEL),
    FORBIDDEN(AUTH),
    GONE(CANCEL),
    INTERNAL_SERVER_ERROR(CANCEL),
    ITEM_NOT_FOUND(CANCEL),
    JID_MALFORMED(MODIFY),
    NOT_ACCEPTABLE(MODIFY),
    NOT_ALLOWED(CANCEL),
    NOT_AUTHORIZED(AUTH),
    POLICY_VIOLATION(MODIFY),
    RECIPIENT_UNAVAILABLE(WAIT),
    REDIRECT(MODIFY),
    REGISTRATION_REQUIRED(AUTH),
    REMOTE_SERVER_NOT_FOUND(CANCEL),
    REMOTE_SERVER_TIMEOUT(WAIT),
    RESOURCE_CONSTRAINT(WAIT),
    SERVICE_UNAVAILABLE(CANCEL),
    SUBSCRIPTION_REQUIRED(AUTH),
    UNDEFINED_CONDITION(CANCEL),
    UNEXPECTED_REQUEST(WAIT);

    private final ErrorType type;
    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ErrorCondition(ErrorType type) {
        this.type = type;
    }

    public ErrorType type() {
        return type;
    }

    public String wire() {
        return wire;
    }
}
