package im.carillon.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A fresh ECDSA certificate (P-256) for the measured server, signed by itself, and contexts that use and trust it. */
final class Certificate {
    private static final char[] PASSWORD = "benchmark".toCharArray();
    private static final String ALIAS = "server";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final KeyStore store;

    private Certificate(KeyStore store) {
        this.store = store;
    }

    static Certificate create(Path folder, String domain) {
        Path file = folder.resolve("server.p12");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            keytool(file, domain);
            return open(file);
        } catch (IOException e) {
            throw new BenchmarkException("No certificate can be made", e);
        }
    }

    static Certificate open(Path file) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            return new Certificate(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchmarkException("The certificate cannot be read", e);
        }
    }

    /** Writes certificate and key as PEM files, readable by their owner alone. */
    void writeTo(Path folder, String domain) {
        try {
            Files.createDirectories(folder);
            write(
                    folder.resolve(domain + ".crt"),
                    "CERTIFICATE",
                    store.getCertificate(ALIAS).getEncoded());
            write(
                    folder.resolve(domain + ".key"),
                    "PRIVATE KEY",
                    store.getKey(ALIAS, PASSWORD).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchmarkException("The certificate cannot be written", e);
        }
    }

    SSLContext client() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new BenchmarkException("No TLS for the load", e);
        }
    }

    SSLContext server() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new BenchmarkException("No TLS for the baseline", e);
        }
    }

    private static void write(Path file, String label, byte[] der) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.write(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(label, base64, label)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void keytool(Path file, String domain) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-dname",
                        "CN=" + domain,
                        "-ext",
                        "san=dns:" + domain,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!keytool.waitFor(LIMIT) || keytool.exitValue() != 0) {
                throw new BenchmarkException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }
}
