package im.carillon.tls;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A second start of a server, for a class loader that lacks Bouncy Castle. */
public final class NothingToIssue {

    /** Returns what a client would be told. */
    public String serve(Path folder, Instant now) throws Exception {
        var certificates = CertificateDirectory.open(folder.resolve("certificates"), InstantSource.fixed(now));
        var trust = new LocalAuthority(folder.resolve("authority"), certificates).serve(List.of("localhost"));
        TlsFixture.engines(certificates, "localhost").directTls();
        return trust.orElseThrow().hint();
    }
}
