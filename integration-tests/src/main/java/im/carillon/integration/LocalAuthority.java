package im.carillon.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A certificate authority as a user's device would import it: it is trusted, and nothing else is. */
public final class LocalAuthority {

    private final X509TrustManager trustManager;

    private LocalAuthority(X509TrustManager trustManager) {
        this.trustManager = trustManager;
    }

    /** The one in a file that {@code carillon-ca.crt} is the name of, somewhere in this folder. */
    static LocalAuthority in(Path folder) {
        try (Stream<Path> files = Files.find(folder, 4, (file, attributes) -> file.endsWith("carillon-ca.crt"))) {
            return of(files.findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no carillon-ca.crt in " + folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalAuthority of(Path certificate) throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "local", CertificateFactory.getInstance("X.509").generateCertificate(in));
            return trusting(trusted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate to trust in " + certificate, e);
        }
    }

    /** Those that Java trusts when nobody says anything. */
    static LocalAuthority publicOnes() throws GeneralSecurityException {
        return trusting(null);
    }

    private static LocalAuthority trusting(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        return Stream.of(managers.getTrustManagers())
                .flatMap(manager -> manager instanceof X509TrustManager x509 ? Stream.of(x509) : Stream.empty())
                .findFirst()
                .map(LocalAuthority::new)
                .orElseThrow(() -> new IllegalStateException("no trust manager for certificates"));
    }

    public X509TrustManager trustManager() {
        return trustManager;
    }

    /** Has this process trust it wherever nothing else is said, as a device does that imported it. */
    public void trustEverywhere() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trustManager}, null);
        SSLContext.setDefault(context);
    }
}
