package im.carillon.sasl;

import java.util.Optional;

/**
 * The first message of a SCRAM client (RFC 5802 §7), checked for syntax alone.
 *
 * @param gs2Header the header with its trailing comma, which comes back in the last message
 * @param flag 'n' (no channel binding), 'y' (would, but the server seems not to) or 'p' (binds)
 * @param bindingType the channel-binding type, with flag 'p'
 * @param authzid the identity to act as, or empty
 * @param bare the rest as sent, which both sides sign
 * @param username the name as the client wrote it, unescaped
 * @param nonce the client's part of the nonce
 */
record ScramClientFirst(
        String gs2Header,
        char flag,
        Optional<String> bindingType,
        String authzid,
        String bare,
        String username,
        String nonce) {

    static final int LONGEST = 4096;
    private static final int LONGEST_NONCE = 256;

    static ScramClientFirst parse(byte[] data) throws SaslRefusal {
        String message = StrictUtf8.decode(data, LONGEST);
        int flagEnd = message.indexOf(',');
        int headerEnd = message.indexOf(',', flagEnd + 1);
        if (flagEnd < 0 || headerEnd < 0) {
            throw SaslRefusal.malformed("The message has no complete GS2 header.");
        }
        String flag = message.substring(0, flagEnd);
        String bare = message.substring(headerEnd + 1);
        ScramAttributes attributes = ScramAttributes.parse(bare);
        String username = SaslName.decode(attributes.next('n'));
        String nonce = nonce(attributes.next('r'));
        attributes.skipExtensions();
        return new ScramClientFirst(
                message.substring(0, headerEnd + 1),
                flagCharacter(flag),
                bindingType(flag),
                authzid(message.substring(flagEnd + 1, headerEnd)),
                bare,
                username,
                nonce);
    }

    private static char flagCharacter(String flag) throws SaslRefusal {
        if (flag.equals("n") || flag.equals("y") || flag.startsWith("p=")) {
            return flag.charAt(0);
        }
        throw SaslRefusal.malformed("The channel-binding flag is none of n, y and p.");
    }

    private static Optional<String> bindingType(String flag) throws SaslRefusal {
        if (!flag.startsWith("p=")) {
            return Optional.empty();
        }
        String type = flag.substring(2);
        if (type.isEmpty() || !type.chars().allMatch(ScramClientFirst::isBindingNameCharacter)) {
            throw SaslRefusal.malformed("The channel-binding type is not a name.");
        }
        return Optional.of(type);
    }

    private static boolean isBindingNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-';
    }

    private static String authzid(String part) throws SaslRefusal {
        if (part.isEmpty()) {
            return part;
        }
        if (!part.startsWith("a=") || part.length() == 2) {
            throw SaslRefusal.malformed("The authorization identity in the GS2 header is malformed.");
        }
        return SaslName.decode(part.substring(2));
    }

    private static String nonce(String nonce) throws SaslRefusal {
        if (nonce.length() > LONGEST_NONCE || !nonce.chars().allMatch(c -> c >= 0x21 && c <= 0x7E)) {
            throw SaslRefusal.malformed("The nonce is too long or not printable.");
        }
        return nonce;
    }
}
