package im.carillon.tls;

import im.carillon.config.TlsConfig;
import java.util.List;

/** Engines as the default configuration makes them. */
final class TlsFixture {

    private TlsFixture() {}

    static TlsEngines engines(CertificateDirectory certificates, String defaultHost) {
        var config = new TlsConfig(certificates.folder(), List.of("TLSv1.2", "TLSv1.3"), true);
        return new TlsEngines(new TlsContext(config, certificates, defaultHost));
    }
}
