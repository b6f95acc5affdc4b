package im.carillon.upload.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as Amazon's services want them signed: AWS Signature Version 4, in the Authorization header. */
final class Signature {

    static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE = 8;

    private final String accessKey;
    private final String secretKey;
    private final String region;
    private final String service;

    Signature(String accessKey, String secretKey, String region, String service) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
        this.service = service;
    }

    /**
     * What is signed.
     *
     * @param path escaped, as it will be sent
     * @param query escaped and in the order of its names
     * @param headers that are signed, by their names in lower case
     * @param payload SHA-256 of the body, in hexadecimal
     */
    record Signed(String method, String path, String query, Map<String, String> headers, String payload) {}

    static String time(Instant now) {
        return TIME.format(now);
    }

    /** The value of the header Authorization. */
    String of(Signed request, Instant now) {
        SortedMap<String, String> headers = new TreeMap<>(request.headers());
        String names = String.join(";", headers.keySet());
        String lines = headers.entrySet().stream()
                .map(each -> each.getKey() + ':' + each.getValue().strip() + '\n')
                .collect(Collectors.joining());
        String canonical =
                String.join("\n", request.method(), request.path(), request.query(), lines, names, request.payload());
        String time = time(now);
        String date = time.substring(0, DATE);
        String scope = String.join("/", date, region, service, "aws4_request");
        String toSign = String.join("\n", ALGORITHM, time, scope, sha256(canonical));
        byte[] key = hmac(utf8("AWS4" + secretKey), date);
        for (String part : new String[] {region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        String signature = HexFormat.of().formatHex(hmac(key, toSign));
        return ALGORITHM + " Credential=" + accessKey + '/' + scope + ", SignedHeaders=" + names + ", Signature="
                + signature;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC with SHA-256", e);
        }
    }
}
