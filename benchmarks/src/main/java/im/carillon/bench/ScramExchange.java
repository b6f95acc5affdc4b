package im.carillon.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** One SCRAM-SHA-256 exchange, without channel binding, from the client's side (RFC 5802 §5). */
final class ScramExchange {
    private static final String GS2_HEADER = "n,,";

    private final ScramKeys keys;
    private final String clientFirstBare;
    private String authMessage = "";
    private byte[] serverKey = {};

    ScramExchange(ScramKeys keys, String user) {
        this.keys = keys;
        byte[] nonce = new byte[16];
        // no secret hangs on it here, and waiting for entropy is not what is measured
        ThreadLocalRandom.current().nextBytes(nonce);
        this.clientFirstBare = "n=" + user + ",r=" + HexFormat.of().formatHex(nonce);
    }

    String first() {
        return base64(GS2_HEADER + clientFirstBare);
    }

    String answer(String challenge) {
        String serverFirst = text(challenge);
        ScramKeys.Keys derived = keys.with(field(serverFirst, 's'), Integer.parseInt(field(serverFirst, 'i')));
        String withoutProof = "c=" + base64(GS2_HEADER) + ",r=" + field(serverFirst, 'r');
        authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        byte[] proof = ScramKeys.hmac(derived.stored(), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= derived.client()[i];
        }
        serverKey = derived.server();
        return base64(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    /** Throws when the server does not know the password either. */
    void verify(String success) {
        byte[] signature = Base64.getDecoder().decode(field(text(success), 'v'));
        if (!Arrays.equals(signature, ScramKeys.hmac(serverKey, authMessage))) {
            throw new BenchmarkException("The server's SCRAM signature is wrong");
        }
    }

    private static String field(String message, char name) {
        for (String field : message.split(",", -1)) {
            if (field.startsWith(name + "=")) {
                return field.substring(2);
            }
        }
        throw new BenchmarkException("No " + name + "= in the SCRAM message " + message);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
