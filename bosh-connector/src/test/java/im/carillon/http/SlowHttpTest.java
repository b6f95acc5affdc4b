package im.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import im.carillon.testkit.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that take for ever are not waited for. */
@Timeout(30)
class SlowHttpTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("deadline = \"1 s\"\n", new AbstractModule() {
        @Override
        protected void configure() {
            Multibinder.newSetBinder(binder(), HttpEndpoint.class).addBinding().toInstance(new Echo());
        }
    });

    /** Says what it was told. */
    private static final class Echo implements HttpEndpoint {

        @Override
        public String path() {
            return "/echo";
        }

        @Override
        public Set<String> methods() {
            return Set.of("POST");
        }

        @Override
        public long largestBody() {
            return 10_000;
        }

        @Override
        public HttpReply handle(HttpRequest request) throws IOException {
            return HttpReply.of(200).withBody("text/plain", request.body().readAllBytes());
        }
    }

    /** Sends a byte now and then until the server has had enough. */
    private static void trickle(RawHttp http) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> http.isClosedAfter("a"));
    }

    @Test
    void headersMustComeInTime() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX: ");
            trickle(http);
        }
    }

    @Test
    void bodiesMustComeInTime() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n");
            trickle(http);
        }
    }

    @Test
    void whoAsksForNothingIsDisconnected() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionIsKeptBetweenRequestsForAWhile() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            assertThat(http.request("GET", "/healthz").status()).isEqualTo(200);
            assertThat(http.request("GET", "/healthz").status()).isEqualTo(200);
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void bodiesAreReadUpToTheirLimit() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(http.answer().body()).isEqualTo("hello");
            http.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
            assertThat(http.answer().body()).isEqualTo("hello");
            http.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void bodiesWithoutALengthAreLimitedToo() throws Exception {
        try (RawHttp http = RawHttp.connect(SERVER)) {
            http.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4e20\r\n"
                    + "a".repeat(20_000));

            assertThat(http.answer().status()).isEqualTo(413);
        }
    }
}
