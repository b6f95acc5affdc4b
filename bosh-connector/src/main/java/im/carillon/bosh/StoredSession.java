package im.carillon.bosh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What never changes in a session, as it is stored.
 *
 * @param host that the client asked for
 * @param language of its stream, empty if it named none
 */
record StoredSession(SessionTerms terms, String host, Origin origin, String language) {

    byte[] bytes() {
        List<String> lines = List.of(
                terms.written(), host, origin.address().getHostAddress(), String.valueOf(origin.secure()), language);
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    static StoredSession of(byte[] stored) {
        String[] lines = new String(stored, StandardCharsets.UTF_8).split("\n", -1);
        try {
            // what getHostAddress() wrote is never looked up
            Origin origin = new Origin(InetAddress.getByName(lines[2]), Boolean.parseBoolean(lines[3]));
            return new StoredSession(SessionTerms.read(lines[0]), lines[1], origin, lines[4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a session is stored for '" + lines[2] + "', which is no address", e);
        }
    }
}
