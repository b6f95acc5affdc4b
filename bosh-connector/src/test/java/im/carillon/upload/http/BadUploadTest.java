package im.carillon.upload.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.config.CarillonConfig;
import im.carillon.http.RawHttp;
import im.carillon.http.RawHttp.Answer;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.upload.http.Uploader.Slot;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with an upload is said with the right status, and nothing of it stays. */
class BadUploadTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

        [upload]
        max_size = "1 MiB"
        slots_per_account = 20
        patience = "1 s"
        slowest = "1 MiB"
        leave_free = "0 B"
        """);

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static int users;

    private Uploader romeo;

    @BeforeEach
    void romeoComes() throws IOException {
        romeo = new Uploader(SERVER, "romeo" + ++users);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        romeo.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(arriving()).isEmpty());
    }

    private static List<Path> arriving() throws IOException {
        Path folder =
                SERVER.server().get(CarillonConfig.class).upload().folder().resolve("arriving");
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static XmlElement error(XmlElement answer) {
        return answer.child("jabber:client", "error").orElseThrow();
    }

    /** §6, example 11. */
    @Test
    void aFileThatIsTooLargeHasNoSlot() throws IOException {
        XmlElement answer = romeo.ask("filename='large' size='1048577'");

        assertThat(Errors.condition(answer)).isEqualTo("not-acceptable");
        assertThat(error(answer).attributeOr("type", "")).isEqualTo("modify");
        assertThat(error(answer)
                        .child(Uploader.NAMESPACE, "file-too-large")
                        .flatMap(e -> e.childText(Uploader.NAMESPACE, "max-file-size")))
                .contains("1048576");
        assertThat(answer.child(Uploader.NAMESPACE, "request")).isPresent();
    }

    /** §6, example 12: a thousand slots. */
    @Test
    void slotsAreNotGivenWithoutEnd() throws IOException {
        for (int i = 0; i < 20; i++) {
            romeo.slot("a.txt", 5, "text/plain");
        }
        for (int i = 0; i < 980; i++) {
            XmlElement answer = romeo.ask("filename='a.txt' size='5'");
            assertThat(Errors.condition(answer)).isEqualTo("resource-constraint");
            assertThat(error(answer).attributeOr("type", "")).isEqualTo("wait");
            assertThat(error(answer).child(Uploader.NAMESPACE, "retry").map(retry -> retry.attributeOr("stamp", "")))
                    .hasValueSatisfying(stamp -> assertThat(stamp).matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
        }
        try (Uploader juliet = new Uploader(SERVER, "juliet")) {
            assertThat(juliet.slot("a.txt", 5, "text/plain").put()).isNotNull();
        }
    }

    @Test
    void aSlotThatWasUsedIsRoomForAnother() throws IOException {
        for (int i = 0; i < 25; i++) {
            romeo.upload("a.txt", "number " + i);
        }
    }

    /** §6, example 13. */
    @Test
    void onlyAccountsOfTheHostGetSlots() throws IOException {
        try (RawClient host = SERVER.login(romeo.client().address().local(), "other")) {
            XmlElement answer =
                    host.ask("get", "x", "upload.localhost/resource", "<request xmlns='" + Uploader.NAMESPACE + "'/>");
            assertThat(Errors.condition(answer)).isEqualTo("service-unavailable");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size='5'",
                "filename='' size='5'",
                "filename='..' size='5'",
                "filename='.' size='5'",
                "filename='../../etc/passwd' size='5'",
                "filename='a/b' size='5'",
                "filename='a\\b' size='5'",
                "filename='a&#x9;b' size='5'",
                "filename='a&#x85;b' size='5'",
                "filename='gpj.\u202Eexe' size='5'",
                "filename='a'",
                "filename='a' size=''",
                "filename='a' size='0'",
                "filename='a' size='-5'",
                "filename='a' size='5.5'",
                "filename='a' size='99999999999999999999'",
                "filename='a' size='5' content-type='text'",
                "filename='a' size='5' content-type='text/html&#xA;X: y'"
            })
    void aRequestThatMakesNoSenseIsRefused(String attributes) throws IOException {
        assertThat(Errors.condition(romeo.ask(attributes))).isEqualTo("bad-request");
    }

    @Test
    void aNameMayNotBeTooLong() throws IOException {
        assertThat(romeo.slot("filename='" + "é".repeat(127) + "' size='5'", "").put())
                .isNotNull();
        assertThat(Errors.condition(romeo.ask("filename='" + "é".repeat(128) + "' size='5'")))
                .isEqualTo("bad-request");
    }

    @Test
    void withoutASlotNothingIsTaken() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");
        String id = slot.getPath().split("/")[2];
        String token = slot.put().getRawQuery();

        assertThat(romeo.put(slot.getPath(), HELLO).status()).isEqualTo(403);
        assertThat(romeo.put(slot.getPath() + "?slot=", HELLO).status()).isEqualTo(403);
        assertThat(romeo.put(slot.getPath() + "?slot=AAAA.BBBB", HELLO).status())
                .isEqualTo(403);
        assertThat(romeo.put(slot.putPath() + "A", HELLO).status()).isEqualTo(403);
        assertThat(romeo.put("/upload/" + id + "/b.txt?" + token, HELLO).status())
                .isEqualTo(403);
        assertThat(romeo.put("/upload/" + "A".repeat(32) + "/a.txt?" + token, HELLO)
                        .status())
                .isEqualTo(403);
        assertThat(romeo.put("/upload/", HELLO).status()).isEqualTo(403);
        assertThat(romeo.get(slot).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/upload/%2e%2e/a.txt",
                "/upload/../upload/x/a.txt",
                "/upload/..%2f..%2fetc%2fpasswd",
                "/upload/x/../../../etc/passwd",
                "/upload//a.txt",
                "/upload/%00/a.txt",
                "/upload/x/%zz",
                "/upload/x/%c3%28",
                "/upload/x"
            })
    void aPathThatLeadsElsewhereLeadsNowhere(String path) throws IOException {
        assertThat(RawHttp.get(SERVER, path).status()).isIn(400, 404);
        assertThat(romeo.put(path, HELLO).status()).isIn(400, 403, 404, 405);
    }

    @Test
    void aSlotIsGoodForOneFile() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");
        assertThat(romeo.put(slot, HELLO, "text/plain").status()).isEqualTo(201);

        assertThat(romeo.put(slot, "other".getBytes(StandardCharsets.UTF_8), "text/plain")
                        .status())
                .isEqualTo(409);
        assertThat(romeo.get(slot).body()).isEqualTo("hello");
    }

    /** §7: the size must be what was announced. */
    @Test
    void theSizeIsTheOneOfTheSlot() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");

        assertThat(romeo.put(slot, new byte[4], "text/plain").status()).isEqualTo(400);
        assertThat(romeo.put(slot, new byte[6], "text/plain").status()).isEqualTo(413);
        assertThat(romeo.put(slot, new byte[0], "text/plain").status()).isEqualTo(400);
        assertThat(romeo.get(slot).status()).isEqualTo(404);
        assertThat(romeo.put(slot, HELLO, "text/plain").status()).isEqualTo(201);
    }

    @Test
    void theLengthIsSaidInAdvance() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("PUT " + slot.putPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(411);
        }
    }

    /** A refusal is not lost when the client sends on. */
    @Test
    void aRefusalArrivesBeforeTheBody() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("PUT " + slot.putPath() + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 100000000\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(413);
        }
        byte[] large = new byte[3_000_000];
        assertThat(romeo.put(slot, large, "text/plain").status()).isEqualTo(413);
    }

    @Test
    void theTypeIsTheOneOfTheSlot() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");

        assertThat(romeo.put(slot, HELLO, "text/html").status()).isEqualTo(415);
        assertThat(romeo.put(slot, HELLO, "nonsense").status()).isEqualTo(400);
        assertThat(romeo.put(slot, HELLO, "Text/Plain; charset=utf-8").status()).isEqualTo(201);
    }

    @Test
    void aTypeThatWasNotAnnouncedIsTaken() throws IOException {
        Slot slot = romeo.slot("filename='a.png' size='5'", "");
        assertThat(romeo.put(slot, HELLO, "image/png").status()).isEqualTo(201);
        assertThat(romeo.get(slot).headers()).containsEntry("content-type", "image/png");

        Slot unknown = romeo.slot("filename='a' size='5'", "");
        assertThat(romeo.put(unknown.putPath(), HELLO).status()).isEqualTo(201);
        assertThat(romeo.get(unknown).headers())
                .containsEntry("content-type", "application/octet-stream")
                .hasEntrySatisfying(
                        "content-disposition", value -> assertThat(value).startsWith("attachment"));
    }

    @Test
    void partsAndCodingsAreNotTaken() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");
        assertThat(romeo.put(slot.putPath(), HELLO, "Content-Range: bytes 0-4/10")
                        .status())
                .isEqualTo(400);
        assertThat(romeo.put(slot.putPath(), HELLO, "Content-Encoding: gzip").status())
                .isEqualTo(415);
    }

    /** Cut in the middle: the slot can be used again. */
    @Test
    void aBodyThatIsCutLeavesNothing() throws IOException {
        Slot slot = romeo.slot("a.txt", 500_000, "text/plain");
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("PUT " + slot.putPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500000\r\n\r\n");
            http.send(new byte[100_000]);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(arriving()).hasSize(1));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(arriving()).isEmpty());

        assertThat(romeo.get(slot).status()).isEqualTo(404);
        assertThat(romeo.put(slot, new byte[500_000], "text/plain").status()).isEqualTo(201);
    }

    @Test
    void aSlotIsUsedByOneUploadAtATime() throws IOException {
        Slot slot = romeo.slot("a.txt", 5, "text/plain");
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("PUT " + slot.putPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(arriving()).hasSize(1));

            assertThat(romeo.put(slot, HELLO, "text/plain").status()).isEqualTo(409);
        }
    }

    @Test
    void aSlowUploadIsGivenUp() throws Exception {
        Slot slot = romeo.slot("a.txt", 1_000_000, "text/plain");
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("PUT " + slot.putPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
            await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
                try {
                    http.send("x");
                    return http.input().available() > 0;
                } catch (IOException e) {
                    return true;
                }
            });
            assertThat(http.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void otherMethodsAreNotKnown() throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            Answer answer = http.request("DELETE", "/upload/x/y");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, PUT, OPTIONS");
        }
    }
}
