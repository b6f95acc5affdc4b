package im.carillon.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may log in depends on what the client speaks, and a proxy's word counts only where it is trusted. */
class ProxyTest {

    private static boolean countsAsEncrypted(TestServer server, String... headers) throws Exception {
        try (RawWebSocket socket = RawWebSocket.connect(server, headers)) {
            // SASL2 is for encrypted streams alone
            return socket.open().hasChild("urn:xmpp:sasl:2", "authentication");
        }
    }

    @Nested
    class Untrusted {

        @RegisterExtension
        static final TestServer SERVER = new TestServer();

        @Test
        void thisMachineMayAndForwardedOnesMayNot() throws Exception {
            assertThat(countsAsEncrypted(SERVER)).isTrue();
            assertThat(countsAsEncrypted(SERVER, "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https"))
                    .isFalse();
            assertThat(countsAsEncrypted(SERVER, "Forwarded: for=127.0.0.1;proto=https"))
                    .isFalse();
            assertThat(countsAsEncrypted(SERVER, "Via: 1.1 somewhere")).isFalse();
        }

        @Test
        void aPageOfAnotherSiteIsNotOfThisMachine() throws Exception {
            assertThat(countsAsEncrypted(SERVER, "Origin: http://localhost:5280"))
                    .isTrue();
            assertThat(countsAsEncrypted(SERVER, "Origin: http://[::1]:8080")).isTrue();
            assertThat(countsAsEncrypted(SERVER, "Origin: http://chat.example.org"))
                    .isFalse();
            assertThat(countsAsEncrypted(SERVER, "Origin: null")).isFalse();
        }
    }

    @Nested
    class Trusted {

        @RegisterExtension
        static final TestServer SERVER = new TestServer().http("trusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]");

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "X-Forwarded-Proto: https | true",
                    "X-Forwarded-Proto: http | false",
                    "X-Forwarded-For: 192.0.2.1 | false",
                    "Forwarded: for=192.0.2.1;proto=https | true",
                    "Forwarded: for=\"[2001:db8::1]:4711\";Proto=\"HTTPS\" | true",
                    "Forwarded: for=192.0.2.1;proto=http | false",
                    "Forwarded: for=192.0.2.9;proto=https, for=192.0.2.1;proto=http | false",
                    "Forwarded: for=192.0.2.1;proto=https, for=10.1.2.3;proto=http | true",
                    "Forwarded: for=unknown;proto=https | true"
                })
        void theProxySaysWhatTheClientSpeaks(String header, boolean secure) throws Exception {
            assertThat(countsAsEncrypted(SERVER, header)).isEqualTo(secure);
        }

        @Test
        void nothingIsBoundToTheProxysTls() throws Exception {
            try (RawWebSocket socket = RawWebSocket.connectSecurely(SERVER, "Forwarded: for=192.0.2.1;proto=https")) {
                assertThat(socket.open()
                                .child(Namespaces.SASL, "mechanisms")
                                .orElseThrow()
                                .children())
                        .extracting(XmlElement::text)
                        .contains("SCRAM-SHA-256")
                        .noneMatch(name -> name.endsWith("-PLUS"));
            }
        }
    }

    @Nested
    class Origins {

        @RegisterExtension
        static final TestServer SERVER = new TestServer().http("allowed_origins = [\"https://chat.example.org\"]");

        private static int status(String origin) throws Exception {
            try (RawHttp http = RawHttp.connect(SERVER)) {
                return RawWebSocket.handshake(http, "/ws", "Sec-WebSocket-Protocol: xmpp", "Origin: " + origin)
                        .status();
            }
        }

        @Test
        void onlyThePagesOfAllowedSitesConnect() throws Exception {
            assertThat(status("https://chat.example.org")).isEqualTo(101);
            assertThat(status("http://localhost")).isEqualTo(101);
            assertThat(status("https://evil.example.org")).isEqualTo(403);
            assertThat(status("null")).isEqualTo(403);
        }
    }
}
