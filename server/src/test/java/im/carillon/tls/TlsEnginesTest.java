package im.carillon.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.config.TlsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsEnginesTest {

    private static TestAuthority authority;
    private static TestAuthority rsaAuthority;
    private static SSLContext clients;

    @TempDir
    private Path folder;

    private CertificateDirectory certificates;

    @BeforeAll
    static void makeAuthority() throws Exception {
        authority = new TestAuthority();
        rsaAuthority = new TestAuthority("RSA", "SHA256withRSA");
        clients = trusting(authority.certificate(), rsaAuthority.certificate());
    }

    static SSLContext trusting(X509Certificate... authorities) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry(authority.getPublicKey().getAlgorithm(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @BeforeEach
    void putCertificates() throws Exception {
        authority.issue("EC", "one.example").write(folder.resolve("one.pem"));
        authority.issue("EC", "two.example", "*.two.example").write(folder.resolve("two.pem"));
        rsaAuthority.issue("RSA", "both.example").write(folder.resolve("both-rsa.pem"));
        authority.issue("EC", "both.example").write(folder.resolve("both-ec.pem"));
        certificates = CertificateDirectory.open(folder, InstantSource.system());
    }

    private TlsEngines engines(String... protocols) {
        var config = new TlsConfig(folder, List.of(protocols), true);
        return new TlsEngines(new TlsContext(config, certificates, "one.example"));
    }

    private TlsEngines engines() {
        return engines("TLSv1.2", "TLSv1.3");
    }

    /** A client connected and through its handshake; its checks are those of a client that takes TLS seriously. */
    private static SSLSocket connect(EngineServer server, Consumer<SSLParameters> change) throws IOException {
        SSLSocket socket = (SSLSocket) clients.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        SSLParameters parameters = socket.getSSLParameters();
        change.accept(parameters);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
            // with TLS 1.3 the client is through before the server is
            assertThat(echo(socket, "hello")).isEqualTo("hello");
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        return socket;
    }

    private static String echo(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.UTF_8);
    }

    private static Consumer<SSLParameters> sni(String name) {
        return parameters -> parameters.setServerNames(List.of(new SNIHostName(name)));
    }

    private static String served(Supplier<SSLEngine> engines, Consumer<SSLParameters> change) throws Exception {
        try (var server = new EngineServer(engines);
                SSLSocket client = connect(server, change)) {
            return names(client);
        }
    }

    private static String names(SSLSocket client) throws Exception {
        X509Certificate leaf = (X509Certificate) client.getSession().getPeerCertificates()[0];
        return leaf.getPublicKey().getAlgorithm() + " "
                + leaf.getSubjectAlternativeNames().iterator().next().get(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void choosesTheCertificateByServerName(String protocol) throws Exception {
        TlsEngines engines = engines(protocol);
        assertThat(served(engines::directTls, sni("two.example"))).isEqualTo("EC two.example");
        assertThat(served(engines::directTls, sni("TWO.example"))).isEqualTo("EC two.example");
        assertThat(served(engines::directTls, sni("a.two.example"))).isEqualTo("EC two.example");
        assertThat(served(engines::directTls, sni("unknown.example"))).isEqualTo("EC one.example");
        assertThat(served(engines::directTls, none -> {})).isEqualTo("EC one.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theStreamsHostCountsWhenNoServerNameCame(String protocol) throws Exception {
        Supplier<SSLEngine> toTwo = () -> engines(protocol).startTls(Optional.of("two.example"));
        assertThat(served(toTwo, none -> {})).isEqualTo("EC two.example");
        assertThat(served(toTwo, sni("one.example"))).isEqualTo("EC one.example");
        assertThat(served(toTwo, sni("unknown.example"))).isEqualTo("EC two.example");
        assertThat(served(() -> engines(protocol).startTls(Optional.empty()), none -> {}))
                .isEqualTo("EC one.example");
        assertThat(served(() -> engines(protocol).startTls(Optional.of("no\u0000host")), none -> {}))
                .isEqualTo("EC one.example");
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, rsa_pss_rsae_sha256:ecdsa_secp256r1_sha256, EC",
        "TLSv1.3, rsa_pss_rsae_sha256:rsa_pkcs1_sha256, RSA",
        "TLSv1.2, rsa_pss_rsae_sha256:ecdsa_secp256r1_sha256, EC",
        "TLSv1.2, rsa_pss_rsae_sha256:rsa_pkcs1_sha256, RSA"
    })
    void prefersEcdsaWhenTheClientCan(String protocol, String schemes, String expected) throws Exception {
        assertThat(served(engines(protocol)::directTls, parameters -> {
                    sni("both.example").accept(parameters);
                    parameters.setSignatureSchemes(schemes.split(":", -1));
                }))
                .isEqualTo(expected + " both.example");
    }

    @Test
    void takesRsaWhenTheClientHasNoEcdsaSuite() throws Exception {
        assertThat(served(engines()::directTls, parameters -> {
                    sni("both.example").accept(parameters);
                    parameters.setProtocols(new String[] {"TLSv1.2"});
                    parameters.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"});
                }))
                .isEqualTo("RSA both.example");
    }

    @Test
    void aReloadServesNewHandshakesAndLeavesOpenConnectionsAlone() throws Exception {
        try (var server = new EngineServer(engines()::directTls);
                SSLSocket before = connect(server, sni("two.example"))) {
            Certificate old = before.getSession().getPeerCertificates()[0];
            authority.issue("EC", "two.example").write(folder.resolve("two.pem"));
            certificates.reload();

            assertThat(echo(before, "still here")).isEqualTo("still here");
            before.getSession().invalidate();
            try (SSLSocket after = connect(server, sni("two.example"))) {
                assertThat(after.getSession().getPeerCertificates()[0]).isNotEqualTo(old);
            }
            assertThat(echo(before, "and here")).isEqualTo("and here");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2:TLSv1.3, TLSv1.2:TLSv1.3, TLSv1.3",
        "TLSv1.2:TLSv1.3, TLSv1.2, TLSv1.2",
        "TLSv1.2, TLSv1.2:TLSv1.3, TLSv1.2",
        "TLSv1.3, TLSv1.2:TLSv1.3, TLSv1.3"
    })
    void speaksTheConfiguredVersions(String ours, String theirs, String expected) throws Exception {
        try (var server = new EngineServer(engines(ours.split(":", -1))::directTls);
                SSLSocket client = connect(server, parameters -> parameters.setProtocols(theirs.split(":", -1)))) {
            assertThat(client.getSession().getProtocol()).isEqualTo(expected);
            assertThat(client.getSession().getCipherSuite()).contains("AES_128_GCM");
        }
    }

    @Test
    void refusesOtherVersionsAndWeakSuites() throws Exception {
        try (var server = new EngineServer(engines("TLSv1.3")::directTls)) {
            assertThatThrownBy(() -> connect(server, old -> old.setProtocols(new String[] {"TLSv1.2"})))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
        }
        try (var server = new EngineServer(engines()::directTls)) {
            assertThatThrownBy(() -> connect(server, weak -> {
                        weak.setProtocols(new String[] {"TLSv1.2"});
                        weak.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
                    }))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("handshake_failure");
        }
        assertThatThrownBy(() -> engines("TLSv1", "SSLv3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SSLv3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void directTlsSelectsTheApplicationProtocol(String protocol) throws Exception {
        TlsEngines engines = engines(protocol);
        try (var server = new EngineServer(engines::directTls)) {
            try (SSLSocket client = connect(server, alpn("http/1.1", "xmpp-client"))) {
                assertThat(client.getApplicationProtocol()).isEqualTo("xmpp-client");
            }
            try (SSLSocket client = connect(server, none -> {})) {
                assertThat(client.getApplicationProtocol()).isEmpty();
            }
            assertThatThrownBy(() -> connect(server, alpn("h2", "xmpp-server")))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("no_application_protocol");
        }
    }

    @Test
    void startTlsDoesNotNegotiateAnApplicationProtocol() throws Exception {
        try (var server = new EngineServer(() -> engines().startTls(Optional.of("one.example")));
                SSLSocket client = connect(server, alpn("h2"))) {
            assertThat(client.getApplicationProtocol()).isEmpty();
        }
    }

    private static Consumer<SSLParameters> alpn(String... names) {
        return parameters -> parameters.setApplicationProtocols(names);
    }

    @Test
    void refusesToRenegotiate() throws Exception {
        try (var server = new EngineServer(engines()::directTls);
                SSLSocket client = connect(server, old -> old.setProtocols(new String[] {"TLSv1.2"}))) {
            client.startHandshake();
            assertThatThrownBy(() -> echo(client, "x".repeat(20_000))).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothEndsSeeTheSameChannelBindings(String protocol) throws Exception {
        try (var server = new EngineServer(engines(protocol)::directTls)) {
            byte[] first;
            try (SSLSocket client = connect(server, sni("one.example"))) {
                first = assertSameBindings(server.nextSession(), client);
            }
            // a resumed session has the same certificate and its own keying material
            try (SSLSocket client = connect(server, sni("one.example"))) {
                assertThat(assertSameBindings(server.nextSession(), client)).isNotEqualTo(first);
            }
        }
    }

    private static byte[] assertSameBindings(SSLSession ours, SSLSocket client) throws Exception {
        assertThat(ChannelBinding.offeredBy(ours))
                .containsExactly(ChannelBinding.TLS_EXPORTER, ChannelBinding.TLS_SERVER_END_POINT);
        byte[] exported = ((ExtendedSSLSession) client.getSession())
                .exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
        assertThat(ChannelBinding.TLS_EXPORTER.data(ours)).contains(exported);
        X509Certificate leaf = (X509Certificate) client.getSession().getPeerCertificates()[0];
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
        assertThat(ChannelBinding.TLS_SERVER_END_POINT.data(ours)).contains(hash);
        return exported;
    }

    @Test
    void withoutAnyCertificateTheHandshakeFails() throws Exception {
        var nothing = CertificateDirectory.open(folder.resolve("nowhere"), InstantSource.system());
        var context = new TlsContext(new TlsConfig(folder, List.of("TLSv1.3"), true), nothing, "one.example");
        try (var server = new EngineServer(new TlsEngines(context)::directTls)) {
            assertThatThrownBy(() -> connect(server, none -> {}))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("handshake_failure");
            assertThat(server.nextFailure()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aHostWithoutACertificateGetsOneThatIsThere() throws Exception {
        var context = new TlsContext(new TlsConfig(folder, List.of("TLSv1.3"), true), certificates, "bare.example");
        assertThat(served(new TlsEngines(context)::directTls, sni("bare.example")))
                .startsWith("EC ");
    }
}
