package im.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP that could mean two things is refused (RFC 9112 §6.3, §11.2), and what never ends is ended. */
class StrictHttpTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static int status(String request) throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            return http.send(request.replace("\n", "\r\n")).answer().status();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /healthz HTTP/1.1\nHost: a\nContent-Length: 3\nContent-Length: 4\n\nabcd",
                "POST /healthz HTTP/1.1\nHost: a\nContent-Length: 3, 4\n\nabcd",
                "POST /healthz HTTP/1.1\nHost: a\nContent-Length: +3\n\nabc",
                "POST /healthz HTTP/1.1\nHost: a\nContent-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST /healthz HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n",
                "GET /healthz HTTP/1.1\n\n",
                "GET /healthz HTTP/1.1\nHost: a\nHost: b\n\n",
                "GET /healthz HTTP/1.1\nHost : a\n\n",
                "GET /healthz HTTP/1.1\nHost: a\n folded: b\n\n",
                "GET /%2e%2e/healthz HTTP/1.1\nHost: a\n\n",
                "GET /a%2fb HTTP/1.1\nHost: a\n\n",
                "\u0016\u0003\u0001 rubbish\n\n"
            })
    void ambiguousRequestsAreRefused(String request) throws Exception {
        assertThat(status(request)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /healthz HTTP/1.1\nHost: a\nTransfer-Encoding: rot13\n\nabc",
                "POST /healthz HTTP/1.1\nHost: a\nTransfer-Encoding: rot13, chunked\n\n0\n\n",
                "POST /healthz HTTP/1.1\nHost: a\nTransfer-Encoding: chunked, rot13\n\n0\n\n"
            })
    void unknownTransferCodingsAreRefused(String request) throws Exception {
        assertThat(status(request)).isIn(400, 501);
    }

    @Test
    void headersAreBounded() throws Exception {
        assertThat(status("GET /healthz HTTP/1.1\nHost: a\nX-Long: " + "a".repeat(9_000) + "\n\n"))
                .isEqualTo(431);
        assertThat(status("GET /" + "a".repeat(9_000) + " HTTP/1.1\nHost: a\n\n"))
                .isEqualTo(414);
    }

    @Test
    void rubbishBehindARequestDoesNotReachAnybody() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n\u0001\u0002rubbish\r\n\r\n");

            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.answer().status()).isEqualTo(400);
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void methodsAndPathsThatAreNotThereAreNamed() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            assertThat(http.request("GET", "/nothing").status()).isEqualTo(404);
            RawHttp.Answer answer = http.request("DELETE", "/healthz");
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
            assertThat(http.request("OPTIONS", "/healthz").status()).isEqualTo(204);
        }
    }

    @Test
    void anErrorSaysNothingAboutTheServer() throws Exception {
        RawHttp.Answer answer = RawHttp.get(SERVER, "/nothing");

        assertThat(answer.headers())
                .doesNotContainKey("server")
                .containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("Not Found\n");
    }

    @Test
    void browsersSpeakHttp2() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(SERVER.trust()).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + RawHttp.port(SERVER, true) + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("ok\n");
        }
    }
}
