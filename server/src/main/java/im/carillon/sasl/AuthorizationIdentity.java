package im.carillon.sasl;

/**
 * The identity a client asks to act as (RFC 6120 §6.3.8). Nobody acts for another account here: it may be
 * left out, or be one's own bare JID.
 */
final class AuthorizationIdentity {

    private AuthorizationIdentity() {}

    /** Compares strings only, so that the answer does not depend on which accounts exist. */
    static void check(String authzid, String username, String host) throws SaslRefusal {
        if (authzid.isEmpty()) {
            return;
        }
        int at = authzid.indexOf('@');
        boolean own = at > 0
                && authzid.substring(at + 1).equalsIgnoreCase(host)
                && PreparedStrings.username(authzid.substring(0, at))
                        .filter(username::equals)
                        .isPresent();
        if (!own) {
            throw new SaslRefusal(
                    SaslCondition.INVALID_AUTHZID, "The authorization identity is not that of the account.");
        }
    }
}
