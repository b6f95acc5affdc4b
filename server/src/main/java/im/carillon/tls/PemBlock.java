package im.carillon.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/**
 * One encapsulated object of a PEM file (RFC 7468).
 *
 * @param label what stands after BEGIN
 * @param encrypted whether a passphrase is needed to read it
 * @param der its bytes
 */
record PemBlock(String label, boolean encrypted, byte[] der) {

    static final String CERTIFICATE = "CERTIFICATE";
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    boolean isCertificate() {
        return label.equals(CERTIFICATE);
    }

    static List<PemBlock> parse(String text) throws UnusableCertificateException {
        var blocks = new ArrayList<PemBlock>();
        var lines = text.lines().map(String::strip).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                blocks.add(body(line.substring(BEGIN.length(), line.length() - DASHES.length()), lines));
            }
        }
        return List.copyOf(blocks);
    }

    private static PemBlock body(String label, Iterator<String> lines) throws UnusableCertificateException {
        var base64 = new StringBuilder();
        boolean encrypted = label.equals("ENCRYPTED PRIVATE KEY");
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals("-----END " + label + DASHES)) {
                return new PemBlock(label, encrypted, decode(label, base64.toString()));
            }
            if (line.indexOf(':') >= 0) {
                // RFC 1421 headers, which traditional keys carry when they are encrypted
                encrypted |= line.startsWith("Proc-Type:") && line.endsWith("ENCRYPTED");
            } else {
                base64.append(line);
            }
        }
        throw new UnusableCertificateException(
                "the block " + label + " has no end: the file was cut off", "copy the file again, whole");
    }

    private static byte[] decode(String label, String base64) throws UnusableCertificateException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new UnusableCertificateException(
                    "the block " + label + " is not Base64: " + notBase64.getMessage(), "copy the file again, whole");
        }
    }
}
