package im.carillon.upload.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.http.RawHttp.Answer;
import im.carillon.testkit.TestServer;
import im.carillon.upload.http.Uploader.Slot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions, ranges and the safety of downloads (RFC 9110 §13, §14; XEP-0363 §9). */
class DownloadTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String TEXT = "0123456789";

    private static Uploader romeo;
    private static Slot slot;
    private static Answer whole;

    @BeforeAll
    static void upload() throws IOException {
        romeo = new Uploader(SERVER, "romeo");
        slot = romeo.upload("digits.txt", TEXT);
        whole = romeo.get(slot);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 0123, bytes 0-3/10",
        "bytes=8-, 89, bytes 8-9/10",
        "bytes=-2, 89, bytes 8-9/10",
        "bytes=5-99, 56789, bytes 5-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10",
        "Bytes = 3-3, 3, bytes 3-3/10"
    })
    void aPartIsSent(String range, String part, String contentRange) throws IOException {
        Answer answer = romeo.get(slot, "Range: " + range);

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(part);
        assertThat(answer.headers())
                .containsEntry("content-range", contentRange)
                .containsEntry("content-length", Integer.toString(part.length()));
    }

    /** Several parts may be answered with the whole (RFC 9110 §14.2), and so is what makes no sense. */
    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-2", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b"})
    void theWholeIsSent(String range) throws IOException {
        Answer answer = romeo.get(slot, "Range: " + range);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
    void whatIsNotThereIsNotSent(String range) throws IOException {
        Answer answer = romeo.get(slot, "Range: " + range);

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers()).containsEntry("content-range", "bytes */10");
    }

    @Test
    void whoHasItIsNotSentItAgain() throws IOException {
        String tag = whole.headers().get("etag");
        String date = whole.headers().get("last-modified");

        assertThat(romeo.get(slot, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(romeo.get(slot, "If-None-Match: \"x\", W/" + tag).status()).isEqualTo(304);
        assertThat(romeo.get(slot, "If-None-Match: *").status()).isEqualTo(304);
        assertThat(romeo.get(slot, "If-None-Match: \"x\"", "If-Modified-Since: " + date)
                        .status())
                .isEqualTo(200);
        assertThat(romeo.get(slot, "If-Modified-Since: " + date).status()).isEqualTo(304);
        assertThat(romeo.get(slot, "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT")
                        .status())
                .isEqualTo(200);
        assertThat(romeo.head(slot, "If-None-Match: " + tag).status()).isEqualTo(304);
    }

    @Test
    void aConditionThatFailsIsSaid() throws IOException {
        String tag = whole.headers().get("etag");

        assertThat(romeo.get(slot, "If-Match: " + tag).status()).isEqualTo(200);
        assertThat(romeo.get(slot, "If-Match: W/" + tag).status()).isEqualTo(412);
        assertThat(romeo.get(slot, "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aPartOfSomethingElseIsNotSent() throws IOException {
        String tag = whole.headers().get("etag");
        String date = whole.headers().get("last-modified");

        assertThat(romeo.get(slot, "Range: bytes=0-1", "If-Range: " + tag).status())
                .isEqualTo(206);
        assertThat(romeo.get(slot, "Range: bytes=0-1", "If-Range: " + date).status())
                .isEqualTo(206);
        assertThat(romeo.get(slot, "Range: bytes=0-1", "If-Range: W/" + tag).status())
                .isEqualTo(200);
        assertThat(romeo.get(slot, "Range: bytes=0-1", "If-Range: \"x\"").status())
                .isEqualTo(200);
    }

    @Test
    void theHeadersComeAlone() throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            Answer head = http.head(slot.getPath(), "Range: bytes=0-1");

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers())
                    .containsEntry("content-length", "10")
                    .containsEntry("accept-ranges", "bytes")
                    .containsEntry("etag", whole.headers().get("etag"))
                    .containsEntry("content-type", "text/plain; charset=utf-8");
            assertThat(http.request("GET", slot.getPath()).body())
                    .as("the same connection goes on")
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void pagesOfOtherSitesMayUploadAndFetch() throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            Answer answer = http.request(
                    "OPTIONS",
                    slot.putPath(),
                    "Origin: https://chat.example.com",
                    "Access-Control-Request-Method: PUT",
                    "Access-Control-Request-Headers: content-type");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers()).containsEntry("access-control-allow-origin", "*");
            assertThat(answer.headers().get("access-control-allow-methods")).contains("PUT", "GET", "HEAD", "OPTIONS");
            assertThat(answer.headers().get("access-control-allow-headers")).contains("Content-Type", "Authorization");
        }
        assertThat(romeo.get(slot, "Origin: https://chat.example.com").headers())
                .containsEntry("access-control-allow-origin", "*");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, inline",
        "image/jpeg, inline",
        "video/mp4, inline",
        "audio/ogg, inline",
        "image/svg+xml, attachment",
        "text/html, attachment",
        "application/xhtml+xml, attachment",
        "application/pdf, attachment",
        "text/xml, attachment",
        "application/javascript, attachment"
    })
    void onlyPlainMediaIsShown(String type, String disposition) throws IOException {
        Slot other = romeo.slot("a.x", 5, type);
        assertThat(romeo.put(other, "hello".getBytes(StandardCharsets.UTF_8), type)
                        .status())
                .isEqualTo(201);

        Answer answer = romeo.get(other);
        assertThat(answer.headers().get("content-disposition")).startsWith(disposition + ";");
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .hasEntrySatisfying(
                        "content-security-policy",
                        policy ->
                                assertThat(policy).contains("default-src 'none'", "sandbox", "frame-ancestors 'none'"));
    }

    @Test
    void aNameCannotBreakOutOfItsHeader() throws IOException {
        Slot other = romeo.slot("filename='a&quot;; x=&quot;%é.txt' size='5' content-type='text/plain'", "");
        assertThat(romeo.put(other, "hello".getBytes(StandardCharsets.UTF_8), "text/plain")
                        .status())
                .isEqualTo(201);

        assertThat(romeo.get(other).headers())
                .containsEntry(
                        "content-disposition",
                        "inline; filename=\"a_; x=___.txt\"; filename*=UTF-8''a%22%3B%20x%3D%22%25%C3%A9.txt");
    }
}
