package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RFC 6120 §5. */
class StartTlsTest {

    private static final String STARTTLS = "<starttls xmlns='" + Namespaces.TLS + "'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(SERVER.authority())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** RFC 6120 §5.4.2.3: what somebody on the way put behind the request is dropped, not executed. */
    @RepeatedTest(5)
    void plainBytesBehindTheRequestAreDropped() throws Exception {
        SERVER.account("romeo");
        try (RawClient juliet = SERVER.online("juliet", "balcony");
                RawClient client = SERVER.connect()) {
            client.open();
            client.startTls(
                    trusting(),
                    "<auth xmlns='" + Namespaces.SASL + "' mechanism='PLAIN'>AHJvbWVvAHJvbWVv</auth>"
                            + "<message to='juliet@localhost'><body>injected</body></message><iq type='get' id='1'><x");
            XmlElement features = client.open();
            assertThat(features.hasChild(Namespaces.SASL, "mechanisms")).isTrue();
            assertThat(features.hasChild(Namespaces.BIND, "bind")).isFalse();
            client.authenticate("romeo", "romeo");
            client.open();
            client.bind("orchard");
            assertThat(juliet.drain()).isEmpty();
        }
    }

    @Test
    void aSecondTimeItFails() throws Exception {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.startTls(trusting());
            assertThat(client.open().hasChild(Namespaces.TLS, "starttls")).isFalse();
            client.send(STARTTLS);
            assertThat(client.receive().is(Namespaces.TLS, "failure")).isTrue();
            assertThat(client.awaitEnd()).isEmpty();
        }
    }

    @Test
    void afterLoginItFails() throws Exception {
        try (RawClient client = SERVER.login("romeo", "orchard")) {
            client.send(STARTTLS);
            assertThat(client.receive().is(Namespaces.TLS, "failure")).isTrue();
            client.awaitEnd();
        }
    }
}
