package im.carillon.bytestreams;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name under which both ends of a transfer connect (XEP-0065 §6.3.2). */
final class TransferName {

    private TransferName() {}

    static String of(String sid, FullJid requester, Jid target) {
        byte[] parts = (sid + requester + target).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(parts));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
