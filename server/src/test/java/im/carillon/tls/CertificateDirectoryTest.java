package im.carillon.tls;

import static im.carillon.tls.TestAuthority.dns;
import static im.carillon.tls.TestAuthority.otherName;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.tls.CertificateProblem.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateDirectoryTest {

    private static TestAuthority authority;

    private final Instant now = Instant.now();

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeAuthority() throws Exception {
        authority = new TestAuthority();
    }

    private CertificateDirectory open() {
        return CertificateDirectory.open(folder, InstantSource.fixed(now));
    }

    private List<String> problems() {
        return open().current().problems(now).stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(CertificateProblem::toString)
                .toList();
    }

    private Path write(String name, String... pem) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("", pem));
    }

    @Test
    void readsOneFileAPairAndCertbotsFolders() throws Exception {
        authority.issue("EC", "one.example").write(folder.resolve("one.pem"));
        var pair = authority.issue("RSA", "pair.example");
        write("pair.example.crt", pair.chainPem());
        write("pair.example.key", pair.keyPem());
        var certbot = authority.issue("EC", "certbot.example");
        write("certbot.example/fullchain.pem", certbot.chainPem());
        write("certbot.example/cert.pem", certbot.certificatePem());
        write("certbot.example/chain.pem", PemFile.certificate(authority.certificate()));
        write("certbot.example/privkey.pem", certbot.keyPem());
        write("certbot.example/README", "not for us");
        var acme = authority.issue("EC", "acme.example");
        write("acme.example_ecc/fullchain.cer", acme.chainPem());
        write("acme.example_ecc/acme.example.cer", acme.certificatePem());
        write("acme.example_ecc/acme.example.key", acme.keyPem());

        CertificateSet set = open().current();

        assertThat(set.problems(now)).allMatch(problem -> problem.severity() == Severity.WARNING);
        assertThat(set.certificates())
                .hasSize(4)
                .allMatch(found -> found.chain().size() == 2);
        assertThat(set.covers("one.example")).isTrue();
        assertThat(set.covers("pair.example")).isTrue();
        assertThat(set.covers("certbot.example")).isTrue();
        assertThat(set.covers("acme.example")).isTrue();
        assertThat(set.covers("subject.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void readsTraditionalKeys(String type) throws Exception {
        var issued = authority.issue(type, "old.example");
        var key = new StringWriter();
        try (var pem = new JcaPEMWriter(key)) {
            pem.writeObject(issued.keys().getPrivate());
        }
        assertThat(key.toString()).contains("BEGIN " + type + " PRIVATE KEY");
        // openssl ecparam -genkey writes the curve before the key
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        write("old.pem", parameters, key.toString(), issued.chainPem());

        assertThat(problems()).isEmpty();
        assertThat(open().current().covers("old.example")).isTrue();
    }

    @Test
    void readsEd25519() throws Exception {
        authority.issue("Ed25519", "ed.example").write(folder.resolve("ed.pem"));

        assertThat(problems()).isEmpty();
        assertThat(open().current().find("ed.example", "EdDSA", now)).isPresent();
    }

    @Test
    void ordersAChainWrittenBackwards() throws Exception {
        var issued = authority.issue("EC", "back.example");
        write("back.pem", PemFile.certificate(authority.certificate()), issued.certificatePem(), issued.keyPem());

        assertThat(open().current().certificates().getFirst().chain())
                .containsExactly(issued.certificate(), authority.certificate());
    }

    @Test
    void matchesNamesAsAsn1() throws Exception {
        var names = new ArrayList<>(dns("Plain.Example", "*.wild.example", "w*.no.example", "xn--bcher-kva.example"));
        names.add(otherName("1.3.6.1.5.5.7.8.5", new DERUTF8String("address.example")));
        names.add(otherName("1.3.6.1.5.5.7.8.5", new DERUTF8String("user@person.example")));
        names.add(otherName("1.3.6.1.5.5.7.8.7", new DERIA5String("_xmpp-client.service.example")));
        names.add(otherName("1.3.6.1.5.5.7.8.7", new DERIA5String("_imap.mail.example")));
        authority
                .issue("EC", "SHA256withECDSA", now.plus(Duration.ofDays(90)), names)
                .write(folder.resolve("names.pem"));

        CertificateSet set = open().current();

        assertThat(List.of("plain.example", "a.wild.example", "bücher.example", "address.example", "service.example"))
                .allMatch(set::covers);
        assertThat(List.of(
                        "wild.example",
                        "a.b.wild.example",
                        "www.no.example",
                        "person.example",
                        "mail.example",
                        "_xmpp-client.service.example",
                        "example",
                        "",
                        "..",
                        "subject.example"))
                .noneMatch(set::covers);
    }

    @Test
    void prefersTheValidAndTheNewest() throws Exception {
        var expired = authority.issue("EC", "SHA256withECDSA", now.minusSeconds(1), dns("host.example"));
        var soon = authority.issue("EC", "SHA256withECDSA", now.plus(Duration.ofDays(3)), dns("*.example"));
        var late = authority.issue("EC", "SHA256withECDSA", now.plus(Duration.ofDays(60)), dns("other.example"));
        expired.write(folder.resolve("a.pem"));
        soon.write(folder.resolve("b.pem"));
        late.write(folder.resolve("c.pem"));

        CertificateSet set = open().current();

        assertThat(set.find("host.example", now)).map(ServerCertificate::leaf).contains(soon.certificate());
        assertThat(set.find("other.example", now)).map(ServerCertificate::leaf).contains(late.certificate());
        assertThat(set.problems(List.of("host.example", "elsewhere.test"), now).stream()
                        .filter(problem -> !problem.what().contains("every user"))
                        .map(CertificateProblem::toString))
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).contains("a.pem", "host.example", "expired on"),
                        second -> assertThat(second).contains("b.pem", "*.example", "expires on"),
                        third -> assertThat(third).contains(folder.toString(), "names the host elsewhere.test"));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        var issued = authority.issue("EC", "bad.example");
        var other = authority.issue("EC", "bad.example");
        write("mismatch.pem", issued.chainPem(), other.keyPem());
        write("kind.pem", issued.chainPem(), authority.issue("RSA", "x.example").keyPem());
        write("lonely.crt", issued.chainPem());
        write("second.key", other.keyPem());
        write("third.key", other.keyPem());
        write("garbage.pem", "hello");
        write("cut.pem", issued.chainPem().substring(0, 200));
        write("base64.pem", "-----BEGIN CERTIFICATE-----\n***\n-----END CERTIFICATE-----\n");
        write("der.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        write("secret.pem", issued.chainPem(), encrypted(issued.keys()));
        write("nameless.pem", nameless());
        Files.createSymbolicLink(folder.resolve("dangling.pem"), folder.resolve("nowhere"));
        write("huge.pem", "x".repeat(1_100_000));

        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem).contains("mismatch.pem", "does not belong"),
                        problem -> assertThat(problem).contains("kind.pem", "cannot be read as one for"),
                        problem -> assertThat(problem).contains("lonely.crt", "no private key", "lonely.key"),
                        problem -> assertThat(problem).contains("garbage.pem", "neither a certificate nor a key"),
                        problem -> assertThat(problem).contains("cut.pem", "cut off"),
                        problem -> assertThat(problem).contains("base64.pem", "not Base64"),
                        problem -> assertThat(problem).contains("der.pem", "cannot be read"),
                        problem -> assertThat(problem).contains("secret.pem", "passphrase"),
                        problem -> assertThat(problem).contains("nameless.pem", "names no host"),
                        problem -> assertThat(problem).contains("dangling.pem", "is not there"),
                        problem -> assertThat(problem).contains("huge.pem", "larger than"));
        assertThat(open().current().certificates()).isEmpty();
    }

    private static String encrypted(KeyPair keys) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(
                    keys.getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new BouncyCastleProvider())
                            .build("secret".toCharArray()));
        }
        return text.toString();
    }

    private String nameless() throws Exception {
        var issued = authority.issue("EC", "SHA256withECDSA", now.plus(Duration.ofDays(9)), List.of());
        return issued.chainPem() + issued.keyPem();
    }

    @Test
    void toldAboutAFolderThatIsMissing() {
        CertificateSet set = CertificateDirectory.open(folder.resolve("nowhere"), InstantSource.fixed(now))
                .current();

        assertThat(set.problems(now)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(folder.resolve("nowhere"));
            assertThat(problem.what()).isEqualTo("it is not there");
        });
    }

    @Test
    void aBadReloadKeepsWhatWasGood() throws Exception {
        var first = authority.issue("EC", "host.example");
        first.write(folder.resolve("host.pem"));
        authority.issue("EC", "stays.example").write(folder.resolve("stays.pem"));
        CertificateDirectory directory = open();

        write("host.pem", "half a file");
        CertificateSet half = directory.reload();
        assertThat(half.find("host.example", now)).map(ServerCertificate::leaf).contains(first.certificate());
        assertThat(half.problems(now)).anyMatch(problem -> problem.file().endsWith("host.pem"));

        directory.reload();
        assertThat(directory.current().covers("host.example")).isTrue();

        var second = authority.issue("EC", "host.example");
        second.write(folder.resolve("host.pem"));
        assertThat(directory.reload().find("host.example", now))
                .map(ServerCertificate::leaf)
                .contains(second.certificate());

        Files.delete(folder.resolve("host.pem"));
        assertThat(directory.reload().covers("host.example")).isFalse();
        Files.delete(folder.resolve("stays.pem"));
        assertThat(directory.reload().covers("stays.example")).isTrue();
        Files.delete(folder);
        assertThat(directory.reload().covers("stays.example")).isTrue();
    }

    @Test
    void reloadsOnlyWhenSomethingChanged() throws Exception {
        authority.issue("EC", "host.example").write(folder.resolve("host.pem"));
        CertificateDirectory directory = open();

        assertThat(directory.reloadIfChanged()).isEmpty();
        authority.issue("EC", "new.example").write(folder.resolve("new.pem"));
        assertThat(directory.reloadIfChanged()).isPresent();
        assertThat(directory.reloadIfChanged()).isEmpty();
    }

    @Test
    void followsTheLinksOfCertbot() throws Exception {
        Path archive = Files.createDirectories(folder.resolve("below/archive"));
        authority.issue("EC", "one.example").write(archive.resolve("1"));
        authority.issue("EC", "two.example").write(archive.resolve("2"));
        Path link = Files.createSymbolicLink(folder.resolve("host.pem"), archive.resolve("1"));
        CertificateDirectory directory = open();
        assertThat(directory.current().covers("one.example")).isTrue();

        Files.delete(link);
        Files.createSymbolicLink(link, archive.resolve("2"));

        assertThat(directory.reloadIfChanged()).isPresent();
        assertThat(directory.current().covers("two.example")).isTrue();
    }

    @Test
    void theWatchSeesNewFilesEvenIfTheUpkeepFails() throws Exception {
        CertificateDirectory directory = open();
        var failures = new AtomicInteger();
        Runnable upkeep = () -> {
            if (failures.getAndIncrement() == 0) {
                throw new IllegalStateException("as this test wants");
            }
        };
        try (var watch = CertificateWatch.start(directory, Duration.ofMillis(10), upkeep)) {
            assertThat(watch).isNotNull();
            authority.issue("EC", "new.example").write(folder.resolve("new.pem"));
            Awaitility.await().until(() -> directory.current().covers("new.example"));
        }
    }
}
