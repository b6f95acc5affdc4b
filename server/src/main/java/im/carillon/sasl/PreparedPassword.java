package im.carillon.sasl;

import java.util.Optional;
import rocks.xmpp.precis.PrecisProfiles;

/** Passwords in the one form that keys are derived from. */
final class PreparedPassword {

    /** As long as a localpart may be; it bounds what PRECIS has to work on. */
    private static final int LONGEST = 1023;

    private PreparedPassword() {}

    /** By OpaqueString (RFC 8265 §4.2); empty if this cannot be a password. */
    static Optional<String> of(String password) {
        if (password.isEmpty() || password.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(PrecisProfiles.OPAQUE_STRING.enforce(password)).filter(text -> !text.isEmpty());
        } catch (IllegalArgumentException notAllowed) {
            return Optional.empty();
        }
    }
}
