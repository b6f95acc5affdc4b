package im.carillon.sasl;

/** The SASL error conditions of RFC 6120 §6.5, which SASL2 uses too. */
public enum SaslCondition {
    ABORTED("aborted"),
    ACCOUNT_DISABLED("account-disabled"),
    CREDENTIALS_EXPIRED("credentials-expired"),
    ENCRYPTION_REQUIRED("encryption-required"),
    INCORRECT_ENCODING("incorrect-encoding"),
    INVALID_AUTHZID("invalid-authzid"),
    INVALID_MECHANISM("invalid-mechanism"),
    MALFORMED_REQUEST("malformed-request"),
    MECHANISM_TOO_WEAK("mechanism-too-weak"),
    NOT_AUTHORIZED("not-authorized"),
    TEMPORARY_AUTH_FAILURE("temporary-auth-failure");

    private final String elementName;

    SaslCondition(String elementName) {
        this.elementName = elementName;
    }

    /** The name of the element inside {@code <failure/>}. */
    public String elementName() {
        return elementName;
    }
}
