package im.carillon.sasl;

/** Ends an exchange from within the parsing and checking code; it becomes a {@link SaslStep.Failure}. */
final class SaslRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final SaslCondition condition;
    private final String reason;

    SaslRefusal(SaslCondition condition, String reason) {
        // a refusal is an ordinary answer that anybody can provoke: no stack trace
        super(reason, null, false, false);
        this.condition = condition;
        this.reason = reason;
    }

    static SaslRefusal malformed(String reason) {
        return new SaslRefusal(SaslCondition.MALFORMED_REQUEST, reason);
    }

    /** The same words whatever was wrong with name or password, so that nobody learns which names exist. */
    static SaslRefusal wrongCredentials() {
        return new SaslRefusal(SaslCondition.NOT_AUTHORIZED, "The name or the password is wrong.");
    }

    static SaslRefusal disabled() {
        return new SaslRefusal(SaslCondition.ACCOUNT_DISABLED, "This account is disabled.");
    }

    SaslStep.Failure toStep() {
        return new SaslStep.Failure(condition, reason);
    }
}
