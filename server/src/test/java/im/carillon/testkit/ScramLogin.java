package im.carillon.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's side of one SCRAM login (RFC 5802), written down apart from the server's. With the
 * data of a channel it binds to it.
 *
 * @param hash as in the mechanism's name, {@code SHA-256}
 * @param exporter the data of {@code tls-exporter}, for {@code -PLUS}
 */
public record ScramLogin(String hash, String name, String password, Optional<byte[]> exporter) {

    private static final String NONCE = "fyko+d2lbbFgONRv9qkxdawL";

    public static ScramLogin of(String hash, String name, String password) {
        return new ScramLogin(hash, name, password, Optional.empty());
    }

    public ScramLogin boundTo(byte[] exporter) {
        return new ScramLogin(hash, name, password, Optional.of(exporter));
    }

    public String mechanism() {
        return "SCRAM-" + hash + (exporter.isPresent() ? "-PLUS" : "");
    }

    private String header() {
        return exporter.isPresent() ? "p=tls-exporter,," : "n,,";
    }

    private String bare() {
        return "n=" + name + ",r=" + NONCE;
    }

    public String first() {
        return encoded(header() + bare());
    }

    /** The attributes of a message of the server. */
    public static Map<String, String> attributes(String message) {
        return Arrays.stream(decoded(message).split(","))
                .collect(Collectors.toMap(a -> a.substring(0, 1), a -> a.substring(2)));
    }

    public String last(String challenge) {
        byte[] proof = hmac(digest(clientKey(challenge)), signed(challenge));
        byte[] key = clientKey(challenge);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= key[i];
        }
        return encoded(withoutProof(challenge) + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    /** What the server has to say in the end. */
    public String expected(String challenge) {
        byte[] serverKey = hmac(salted(challenge), "Server Key");
        return encoded("v=" + Base64.getEncoder().encodeToString(hmac(serverKey, signed(challenge))));
    }

    private String signed(String challenge) {
        return bare() + "," + decoded(challenge) + "," + withoutProof(challenge);
    }

    private String withoutProof(String challenge) {
        byte[] header = header().getBytes(StandardCharsets.UTF_8);
        byte[] channel = exporter.orElse(new byte[0]);
        byte[] binding = Arrays.copyOf(header, header.length + channel.length);
        System.arraycopy(channel, 0, binding, header.length, channel.length);
        return "c=" + Base64.getEncoder().encodeToString(binding) + ",r="
                + attributes(challenge).get("r");
    }

    private byte[] clientKey(String challenge) {
        return hmac(salted(challenge), "Client Key");
    }

    private byte[] salted(String challenge) {
        Map<String, String> server = attributes(challenge);
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.replace("-", ""));
            return factory.generateSecret(new PBEKeySpec(
                            password.toCharArray(),
                            Base64.getDecoder().decode(server.get("s")),
                            Integer.parseInt(server.getOrDefault("i", "0")),
                            8 * digest(new byte[0]).length))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] digest(byte[] data) {
        try {
            return MessageDigest.getInstance(hash).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] hmac(byte[] key, String text) {
        try {
            String algorithm = "Hmac" + hash.replace("-", "");
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String message) {
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String message) {
        return new String(Base64.getDecoder().decode(message), StandardCharsets.UTF_8);
    }
}
