package im.carillon.upload.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples that Amazon publishes with "Authenticating Requests: Using the Authorization Header". */
class SignatureTest {

    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final String TIME = "20130524T000000Z";
    private static final String HOST = "examplebucket.s3.amazonaws.com";

    private final Signature signature =
            new Signature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", "s3");

    @Test
    void aPartOfAnObject() {
        Map<String, String> headers = Map.of(
                "host", HOST, "range", "bytes=0-9", "x-amz-content-sha256", Signature.NOTHING, "x-amz-date", TIME);

        assertThat(signature.of(new Signature.Signed("GET", "/test.txt", "", headers, Signature.NOTHING), NOW))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + " Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void anObjectIsStored() {
        String hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        Map<String, String> headers = Map.of(
                "host", HOST,
                "date", "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                "x-amz-content-sha256", hash,
                "x-amz-date", TIME);

        assertThat(signature.of(new Signature.Signed("PUT", "/test%24file.text", "", headers, hash), NOW))
                .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void objectsAreListed() {
        Map<String, String> headers =
                Map.of("host", HOST, "x-amz-content-sha256", Signature.NOTHING, "x-amz-date", TIME);

        assertThat(signature.of(
                        new Signature.Signed("GET", "/", "max-keys=2&prefix=J", headers, Signature.NOTHING), NOW))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }
}
