package im.carillon.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAuthorityTest {

    @TempDir
    private Path folder;

    private final Instant start = Instant.now();
    private Instant now = start;
    private CertificateDirectory certificates;
    private LocalAuthority authority;

    @BeforeEach
    void open() throws Exception {
        reopen();
    }

    private void reopen() throws Exception {
        Path place = Files.createDirectories(folder.resolve("certificates"));
        InstantSource clock = () -> now;
        certificates = CertificateDirectory.open(place, clock);
        authority = new LocalAuthority(folder.resolve("authority"), certificates);
    }

    private X509Certificate leaf(String host) {
        return certificates.current().find(host, now).orElseThrow().leaf();
    }

    @Test
    void issuesForHostsThatHaveNone() throws Exception {
        Optional<LocalTrust> trust = authority.serve(List.of("localhost", "example.org"));

        assertThat(trust).hasValueSatisfying(told -> {
            assertThat(told.issued()).isTrue();
            assertThat(told.authorityChanged()).isTrue();
            assertThat(told.hosts()).containsExactly("localhost", "example.org");
            assertThat(told.hint()).contains(told.authority().toString(), "localhost, example.org");
        });
        assertThat(certificates.current().problems(List.of("localhost", "example.org"), now))
                .isEmpty();
        assertThat(leaf("localhost").getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactly("localhost", "example.org", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(mode(folder.resolve("authority/carillon-ca.key"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("authority/carillon-ca.crt"))).isEqualTo("rw-r--r--");
        assertThat(mode(folder.resolve("certificates/carillon-local.pem"))).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void keepsWhatIsGood() throws Exception {
        authority.serve(List.of("localhost"));
        X509Certificate first = leaf("localhost");
        reopen();

        assertThat(authority.serve(List.of("localhost")))
                .hasValueSatisfying(told -> assertThat(told.issued()).isFalse());
        assertThat(leaf("localhost")).isEqualTo(first);
    }

    @Test
    void renewsWhenLessThanAThirdIsLeft() throws Exception {
        authority.serve(List.of("localhost"));
        X509Certificate first = leaf("localhost");
        byte[] authorityBefore = Files.readAllBytes(folder.resolve("authority/carillon-ca.crt"));
        now = start.plus(Duration.ofDays(240));
        assertThat(authority.serve(List.of("localhost")))
                .hasValueSatisfying(told -> assertThat(told.issued()).isFalse());
        now = start.plus(Duration.ofDays(250));

        assertThat(authority.serve(List.of("localhost"))).hasValueSatisfying(told -> {
            assertThat(told.issued()).isTrue();
            assertThat(told.authorityChanged()).isFalse();
        });
        assertThat(leaf("localhost")).isNotEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("authority/carillon-ca.crt")))
                .isEqualTo(authorityBefore);
    }

    @Test
    void aNewHostWidensTheAuthorityAndKeepsItsKey() throws Exception {
        authority.serve(List.of("localhost"));
        X509Certificate before = certificate();

        assertThat(authority.serve(List.of("localhost", "bücher.example"))).hasValueSatisfying(told -> {
            assertThat(told.issued()).isTrue();
            assertThat(told.authorityChanged()).isTrue();
        });
        assertThat(certificates.current().covers("xn--bcher-kva.example")).isTrue();
        assertThat(certificate().getPublicKey()).isEqualTo(before.getPublicKey());
        assertThat(certificate().getSubjectX500Principal()).isEqualTo(before.getSubjectX500Principal());
        // who trusts the first one still trusts the old host's certificate
        leaf("localhost").verify(before.getPublicKey());
    }

    private X509Certificate certificate() throws Exception {
        byte[] pem = Files.readAllBytes(folder.resolve("authority/carillon-ca.crt"));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    @Test
    void stepsBackForACertificateOfAnotherOrigin() throws Exception {
        authority.serve(List.of("localhost", "example.org"));
        var bought = new TestAuthority().issue("EC", "example.org");
        bought.write(certificates.folder().resolve("bought.pem"));
        certificates.reload();
        assertThat(leaf("example.org")).isEqualTo(bought.certificate());

        assertThat(authority.serve(List.of("localhost", "example.org")))
                .hasValueSatisfying(told -> assertThat(told.hosts()).containsExactly("localhost"));
        assertThat(authority.serve(List.of("example.org"))).isEmpty();
        assertThat(certificates.folder().resolve("carillon-local.pem")).doesNotExist();
    }

    @Test
    void mayLiveAmongTheCertificates() throws Exception {
        new LocalAuthority(certificates.folder(), certificates).serve(List.of("localhost"));
        var bought = new TestAuthority().issue("EC", "example.org");
        Files.writeString(certificates.folder().resolve("bought.crt"), bought.chainPem());
        Files.writeString(certificates.folder().resolve("secret.key"), bought.keyPem());

        // the authority's own key does not hide that the folder has one key for the one certificate
        CertificateSet set = certificates.reload();

        assertThat(set.certificates()).hasSize(2);
        assertThat(leaf("example.org")).isEqualTo(bought.certificate());
        assertThat(new LocalAuthority(certificates.folder(), certificates).serve(List.of("localhost")))
                .hasValueSatisfying(told -> assertThat(told.issued()).isFalse());
    }

    @Test
    void startsAnewWhenItsKeyIsLost() throws Exception {
        authority.serve(List.of("localhost"));
        X509Certificate before = certificate();
        Files.delete(folder.resolve("authority/carillon-ca.key"));

        assertThat(authority.serve(List.of("localhost")))
                .hasValueSatisfying(told -> assertThat(told.authorityChanged()).isTrue());
        assertThat(certificate().getPublicKey()).isNotEqualTo(before.getPublicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1", "example.org"})
    void aClientThatWasGivenTheAuthorityTrustsTheHost(String name) throws Exception {
        authority.serve(List.of("localhost", "example.org"));
        var engines = TlsFixture.engines(certificates, "localhost");
        SSLContext clients = TlsEnginesTest.trusting(certificate());
        try (var server = new EngineServer(engines::directTls);
                var plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket client =
                        (SSLSocket) clients.getSocketFactory().createSocket(plain, name, server.port(), true)) {
            SSLParameters parameters = client.getSSLParameters();
            // the client's own check of the name (RFC 6125, as HTTPS does it)
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            client.setSSLParameters(parameters);
            client.startHandshake();

            assertThat(client.getSession().getPeerCertificates()).hasSize(1);
        }
    }

    /** Start-up pays for Bouncy Castle only when something is to be issued. */
    @Test
    void loadsNoBouncyCastleWhenThereIsNothingToIssue() throws Exception {
        authority.serve(List.of("localhost"));
        try (var loader = new WithoutBouncyCastle()) {
            Class<?> probe = loader.loadClass(NothingToIssue.class.getName());
            var told = (String) probe.getMethod("serve", Path.class, Instant.class)
                    .invoke(probe.getConstructor().newInstance(), folder, now);
            assertThat(told).contains("localhost");
        }
    }
}
