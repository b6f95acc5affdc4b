package im.carillon.command;

import im.carillon.config.HostConfig;
import im.carillon.config.LoadedConfig;
import im.carillon.tls.CertificateDirectory;
import im.carillon.tls.CertificateProblem;
import im.carillon.tls.CertificateSet;
import im.carillon.tls.ServerCertificate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Whether each host has a certificate, and for how long. */
public final class CertificatesCheck implements Check {

    private static final String SUBJECT = "certificates";

    private final InstantSource clock;

    @Inject
    public CertificatesCheck(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Finding> run(LoadedConfig loaded) {
        Instant now = clock.instant();
        CertificateSet certificates = CertificateDirectory.open(
                        loaded.config().tls().certificates(), clock)
                .current();
        List<String> hosts =
                loaded.config().hosts().stream().map(HostConfig::name).toList();
        List<Finding> findings = new ArrayList<>();
        certificates.problems(hosts, now).forEach(problem -> findings.add(finding(problem)));
        for (String host : hosts) {
            certificates
                    .find(host, now)
                    .filter(certificate -> now.isBefore(certificate.notAfter()))
                    .ifPresent(certificate -> findings.add(found(host, certificate, now)));
        }
        return findings;
    }

    private static Finding finding(CertificateProblem problem) {
        String what = problem.file() + ": " + problem.what();
        return switch (problem.severity()) {
            case ERROR -> Finding.error(SUBJECT, what, problem.remedy());
            case WARNING -> Finding.warning(SUBJECT, what, problem.remedy());
        };
    }

    private static Finding found(String host, ServerCertificate certificate, Instant now) {
        long days = Duration.between(now, certificate.notAfter()).toDays();
        String what = host + " has " + certificate.source() + ", valid for " + days + (days == 1 ? " day" : " days");
        return certificate.isLocal()
                ? Finding.warning(
                        SUBJECT,
                        what + ", from the local authority that other machines do not know",
                        "put a certificate of a public authority beside it before others connect")
                : Finding.ok(SUBJECT, what);
    }
}
