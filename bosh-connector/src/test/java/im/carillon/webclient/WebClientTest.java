package im.carillon.webclient;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the web client as a browser gets them. */
class WebClientTest {

    private static final Path FOLDER = folder();

    @RegisterExtension
    static final TestServer SERVER = new TestServer().http("web_client_folder = \"" + FOLDER + "\"");

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("carillon-web");
            Files.writeString(folder.resolve("index.html"), "<!doctype html>" + "<p>hello</p>".repeat(100));
            Files.writeString(folder.resolve("sw.js"), "0");
            Files.writeString(folder.resolve(".hidden.js"), "0");
            Files.writeString(folder.resolve("notes.exe"), "0");
            Files.createDirectory(folder.resolve("assets"));
            Files.writeString(folder.resolve("assets/index-CSKNJ07k.js"), "1");
            Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("/etc/hostname"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePageIsAtTheRoot() throws Exception {
        RawHttp.Answer answer = RawHttp.get(SERVER, "/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<!doctype html>");
        assertThat(answer.headers())
                .containsEntry("content-type", "text/html; charset=utf-8")
                .containsEntry("cache-control", "no-cache")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .doesNotContainKey("access-control-allow-origin");
        assertThat(answer.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws Exception {
        String tag = RawHttp.get(SERVER, "/").headers().get("etag");

        RawHttp.Answer answer = RawHttp.get(SERVER, "/", "If-None-Match: \"other\", W/" + tag);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.headers()).containsEntry("etag", tag);
    }

    @Test
    void whatChangesIsSentAgain() throws Exception {
        Path file = FOLDER.resolve("changing.txt");
        Files.writeString(file, "one");
        String first = RawHttp.get(SERVER, "/changing.txt").body();
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        assertThat(first).isEqualTo("one");
        assertThat(RawHttp.get(SERVER, "/changing.txt").body()).isEqualTo("two");
    }

    @Test
    void textIsCompressed() throws Exception {
        RawHttp.Answer answer = RawHttp.get(SERVER, "/", "Accept-Encoding: br, gzip");

        assertThat(answer.headers()).containsEntry("content-encoding", "gzip").containsEntry("vary", "Accept-Encoding");
        assertThat(answer.headers().get("etag")).endsWith("-gzip\"");
        assertThat(RawHttp.get(SERVER, "/", "Accept-Encoding: gzip;q=0").headers())
                .doesNotContainKey("content-encoding");
    }

    @Test
    void namesWithAHashAreKeptForEver() throws Exception {
        assertThat(RawHttp.get(SERVER, "/assets/index-CSKNJ07k.js").headers())
                .containsEntry("cache-control", "public, max-age=31536000, immutable")
                .containsEntry("content-type", "text/javascript; charset=utf-8");
        assertThat(RawHttp.get(SERVER, "/sw.js").headers()).containsEntry("cache-control", "no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.hidden.js", "/notes.exe", "/nothing.html", "/link.txt", "/assets", "/index.html/", "/%00.js"})
    void nothingElseIsServed(String path) throws Exception {
        assertThat(RawHttp.get(SERVER, path).status()).isIn(400, 404);
    }

    @Test
    void theHeadersAloneCanBeAskedFor() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            String answer = new String(http.input().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Length: 1215")
                    .endsWith("\r\n\r\n");
        }
    }
}
