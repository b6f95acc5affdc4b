package im.carillon.sasl;

import java.util.Base64;

/**
 * The last message of a SCRAM client (RFC 5802 §7), checked for syntax alone.
 *
 * @param channelBinding the attribute c, in base64
 * @param nonce the attribute r
 * @param withoutProof everything in front of the proof, which both sides sign
 * @param proof the attribute p
 */
@SuppressWarnings("ArrayRecordComponent")
record ScramClientFinal(String channelBinding, String nonce, String withoutProof, byte[] proof) {

    static final int LONGEST = 8192;

    static ScramClientFinal parse(byte[] data) throws SaslRefusal {
        String message = StrictUtf8.decode(data, LONGEST);
        int proofStart = message.lastIndexOf(",p=");
        if (proofStart < 0) {
            throw SaslRefusal.malformed("The message does not end with a proof.");
        }
        String withoutProof = message.substring(0, proofStart);
        ScramAttributes attributes = ScramAttributes.parse(withoutProof);
        String channelBinding = attributes.next('c');
        String nonce = attributes.next('r');
        attributes.skipExtensions();
        return new ScramClientFinal(
                channelBinding, nonce, withoutProof, base64(message.substring(proofStart + ",p=".length())));
    }

    private static byte[] base64(String text) throws SaslRefusal {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw SaslRefusal.malformed("The proof is not base64.");
        }
    }
}
