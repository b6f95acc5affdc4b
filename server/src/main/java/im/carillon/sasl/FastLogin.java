package im.carillon.sasl;

/**
 * A login that was done with a FAST token.
 *
 * @param clientId the client whose token it was
 * @param mechanism the mechanism the token is bound to
 * @param rotationDue whether the client should get a new token now
 */
public record FastLogin(String clientId, String mechanism, boolean rotationDue) {}
