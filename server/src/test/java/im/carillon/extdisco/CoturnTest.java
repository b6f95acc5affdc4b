package im.carillon.extdisco;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What clients are given opens a real TURN server: Debian's coturn, which must be installed. */
class CoturnTest {

    private static final String SECRET = "between the two servers";
    private static final int PORT = freePort();

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

            [[external_service]]
            type = "turn"
            host = "127.0.0.1"
            port = %d
            transport = "udp"
            secret = "%s"
            """.formatted(PORT, SECRET));

    @TempDir
    static Path folder;

    private static Process coturn;

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        coturn = new ProcessBuilder(
                        "turnserver",
                        "-n",
                        "--listening-ip=127.0.0.1",
                        "--relay-ip=127.0.0.1",
                        "--listening-port=" + PORT,
                        "--use-auth-secret",
                        "--static-auth-secret=" + SECRET,
                        "--realm=localhost",
                        "--no-tls",
                        "--no-dtls",
                        "--no-tcp",
                        "--no-cli",
                        "--userdb=" + folder.resolve("users"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--log-file=stdout",
                        "--simple-log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        coturn.destroy();
        if (!coturn.waitFor(20, TimeUnit.SECONDS)) {
            coturn.destroyForcibly().waitFor();
        }
    }

    @Test
    void theCredentialsOpenIt() throws Exception {
        try (RawClient anna = SERVER.login("anna", "a")) {
            XmlElement service = anna.ask(
                            "get",
                            "c",
                            "localhost",
                            "<credentials xmlns='urn:xmpp:extdisco:2'><service type='turn' host='127.0.0.1'/></credentials>")
                    .child("urn:xmpp:extdisco:2", "credentials")
                    .flatMap(credentials -> credentials.child("urn:xmpp:extdisco:2", "service"))
                    .orElseThrow();
            String username = service.attribute("username").orElseThrow();
            String password = service.attribute("password").orElseThrow();
            try (TurnClient turn = client()) {
                assertThat(turn.isThere()).isTrue();
            }
            assertThat(allocate(username, "wrong")).isEqualTo(401);
            assertThat(allocate("1000:anna@localhost", password)).isEqualTo(401);
            assertThat(allocate(username, password)).isZero();
        }
    }

    private static TurnClient client() throws IOException {
        return new TurnClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
    }

    /** Each from a port of its own, since a server remembers who has begun on one (RFC 8656 §7.2). */
    private static int allocate(String username, String password) throws Exception {
        try (TurnClient turn = client()) {
            return turn.allocate(username, password);
        }
    }
}
