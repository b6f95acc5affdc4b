package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/** Names and passwords in the one form in which they are stored and compared. */
final class PreparedStrings {

    /** RFC 7622 §3.1 and RFC 4616 §2 bound names; the same bound serves passwords. */
    private static final int LONGEST = 1023;

    /** RFC 7622 §3.3.1: allowed in user names by PRECIS, and not in localparts. */
    private static final String NOT_IN_LOCALPARTS = "\"&'/:<>@";

    private PreparedStrings() {}

    /** A localpart by UsernameCaseMapped (RFC 8265 §3.3); empty if no account can have this name. */
    static Optional<String> username(String name) {
        if (isPlain(name)) {
            return Optional.of(name);
        }
        return enforce(PrecisProfiles.USERNAME_CASE_MAPPED, name)
                .filter(prepared -> prepared.chars().noneMatch(c -> NOT_IN_LOCALPARTS.indexOf(c) >= 0));
    }

    /** A password by OpaqueString (RFC 8265 §4.2). */
    static Optional<String> password(String password) {
        return enforce(PrecisProfiles.OPAQUE_STRING, password);
    }

    /** Most names are such: PRECIS would give them back as they are, a hundred times slower. */
    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().allMatch(PreparedStrings::isPlain);
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    private static Optional<String> enforce(PrecisProfile profile, String text) {
        // PRECIS takes time by length: look at the length first
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String prepared = profile.enforce(text);
            boolean fits = !prepared.isEmpty() && prepared.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
            return fits ? Optional.of(prepared) : Optional.empty();
        } catch (IllegalArgumentException notAllowed) {
            return Optional.empty();
        }
    }
}
