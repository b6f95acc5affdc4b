package im.carillon.hostmeta;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.testkit.TestServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Web clients find out where to connect (XEP-0156). */
class HostMetaTest {

    @Nested
    class OnItsOwnPort {

        @RegisterExtension
        static final TestServer SERVER = new TestServer();

        @Test
        void xml() throws Exception {
            int port = RawHttp.port(SERVER, true);

            RawHttp.Answer answer = RawHttp.get(SERVER, "/.well-known/host-meta");

            assertThat(answer.headers())
                    .containsEntry("content-type", "application/xrd+xml; charset=utf-8")
                    .containsEntry("access-control-allow-origin", "*");
            assertThat(answer.body())
                    .contains("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>")
                    .contains("<Link rel='urn:xmpp:alt-connections:websocket' href='wss://localhost:" + port
                            + "/xmpp-websocket'/>")
                    .contains("<Link rel='urn:xmpp:alt-connections:xbosh' href='https://localhost:" + port
                            + "/http-bind'/>");
        }

        @Test
        void json() throws Exception {
            int port = RawHttp.port(SERVER, true);

            RawHttp.Answer answer = RawHttp.get(SERVER, "/.well-known/host-meta.json", "Origin: https://example.org");

            assertThat(answer.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("access-control-allow-origin", "*");
            assertThat(answer.body())
                    .startsWith("{\"links\":[{")
                    .contains("\"href\":\"wss://localhost:" + port + "/xmpp-websocket\"");
        }

        @Test
        void aBrowserMayAskBeforehand() throws Exception {
            try (RawHttp http = RawHttp.connect(SERVER)) {
                RawHttp.Answer answer = http.request(
                        "OPTIONS",
                        "/.well-known/host-meta",
                        "Origin: https://example.org",
                        "Access-Control-Request-Method: GET");

                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.headers())
                        .containsEntry("access-control-allow-origin", "*")
                        .containsEntry("access-control-allow-methods", "GET, HEAD, OPTIONS");
            }
        }

        @Test
        void anUnknownHostHasNone() throws Exception {
            try (RawHttp http = RawHttp.connect(SERVER)) {
                http.send("GET /.well-known/host-meta HTTP/1.1\r\nHost: example.com\r\n\r\n");

                assertThat(http.answer().status()).isEqualTo(404);
            }
        }
    }

    @Nested
    class BehindAProxy {

        @RegisterExtension
        static final TestServer SERVER = new TestServer().http("public_url = \"https://chat.example.org\"");

        @Test
        void thePublicAddressIsNamed() throws Exception {
            assertThat(RawHttp.get(SERVER, "/.well-known/host-meta").body())
                    .contains("'wss://chat.example.org/xmpp-websocket'")
                    .contains("'https://chat.example.org/http-bind'");
        }
    }
}
