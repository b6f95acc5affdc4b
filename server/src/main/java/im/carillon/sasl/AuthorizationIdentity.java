package im.carillon.sasl;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;

/**
 * The identity a client asks to act as (RFC 6120 §6.3.8). Nobody acts for another account here: it may be
 * left out, or be one's own bare JID.
 */
final class AuthorizationIdentity {

    private AuthorizationIdentity() {}

    /** Compares addresses only, so that the answer does not depend on which accounts exist. */
    static void check(String authzid, BareJid account) throws SaslRefusal {
        if (!authzid.isEmpty() && !isSame(authzid, account)) {
            throw new SaslRefusal(
                    SaslCondition.INVALID_AUTHZID, "The authorization identity is not that of the account.");
        }
    }

    private static boolean isSame(String authzid, BareJid account) {
        try {
            return Jid.parse(authzid).equals(account);
        } catch (InvalidJidException e) {
            return false;
        }
    }
}
