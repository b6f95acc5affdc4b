package im.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The HTTP listeners as a client sees them. */
class HttpServerTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static URI at(String path) {
        int port = SERVER.server()
                .get(JettyListener.class)
                .addresses(false)
                .getFirst()
                .getPort();
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Test
    void itSaysThatItIsAlive() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(at("/healthz")).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok\n");
        }
    }
}
