package im.carillon.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one reading of the certificate directory found: a value that never changes. */
public final class CertificateSet {

    /** A certificate with less left than this is worth a warning: renewal should have happened long before. */
    private static final Duration SOON = Duration.ofDays(14);

    /** The one that lasts longest is the newest of its kind; the local authority is for want of anything better. */
    private static final Comparator<ServerCertificate> BEST_FIRST = Comparator.comparing(ServerCertificate::isLocal)
            .thenComparing(ServerCertificate::notAfter, Comparator.reverseOrder());

    private final Path folder;
    private final List<ServerCertificate> certificates;
    private final List<CertificateProblem> problems;
    private final Map<DnsName, List<ServerCertificate>> exact = new HashMap<>();
    private final Map<DnsName, List<ServerCertificate>> wildcards = new HashMap<>();
    private final Map<String, ServerCertificate> aliases = new HashMap<>();

    CertificateSet(Path folder, Collection<ServerCertificate> certificates, Collection<CertificateProblem> problems) {
        this.folder = folder;
        this.certificates = certificates.stream().sorted(BEST_FIRST).toList();
        this.problems = List.copyOf(problems);
        for (ServerCertificate certificate : this.certificates) {
            index(certificate, certificate.subjects().exact(), exact);
            index(certificate, certificate.subjects().wildcards(), wildcards);
            aliases.put(certificate.alias(), certificate);
        }
    }

    private static void index(
            ServerCertificate certificate, Set<DnsName> names, Map<DnsName, List<ServerCertificate>> index) {
        names.forEach(
                name -> index.computeIfAbsent(name, none -> new ArrayList<>()).add(certificate));
    }

    /** All usable certificates, those that last longest first and the local authority's last. */
    public List<ServerCertificate> certificates() {
        return certificates;
    }

    /** The certificate offered for a host: of the given key type ({@code EC}, {@code RSA}, {@code EdDSA}). */
    public Optional<ServerCertificate> find(String host, String keyType, Instant now) {
        return choose(host, certificate -> certificate.keyType().equals(keyType), now);
    }

    /** The certificate offered for a host to a client that takes every key type. */
    public Optional<ServerCertificate> find(String host, Instant now) {
        return choose(host, certificate -> certificate.keyType().equals("EC"), now)
                .or(() -> choose(host, any -> true, now));
    }

    private Optional<ServerCertificate> choose(String host, Predicate<ServerCertificate> suitable, Instant now) {
        List<ServerCertificate> found = candidates(host).filter(suitable).toList();
        // an expired certificate is better than none: the client then tells its user the real reason
        return found.stream()
                .filter(certificate -> certificate.isValid(now))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private Stream<ServerCertificate> candidates(String host) {
        return DnsName.of(host).stream()
                .flatMap(name -> Stream.concat(
                        exact.getOrDefault(name, List.of()).stream(),
                        name.parent().stream().flatMap(parent -> wildcards.getOrDefault(parent, List.of()).stream())))
                // stable: an exact name stays before a wildcard of the same kind
                .sorted(Comparator.comparing(ServerCertificate::isLocal));
    }

    /** Whether there is a certificate for the host, valid or expired, of any origin. */
    public boolean covers(String host) {
        return candidates(host).findAny().isPresent();
    }

    /** Whether there is one for the host that somebody put there, rather than the local authority. */
    public boolean coversOnItsOwn(String host) {
        return candidates(host).anyMatch(certificate -> !certificate.isLocal());
    }

    /** What is wrong in the directory, with the expiry of certificates as of {@code now}. */
    public List<CertificateProblem> problems(Instant now) {
        return Stream.concat(
                        problems.stream(),
                        certificates.stream().flatMap(certificate -> validity(certificate, now).stream()))
                .toList();
    }

    /** The same, and which of the hosts have no certificate at all. */
    public List<CertificateProblem> problems(Collection<String> hosts, Instant now) {
        Stream<CertificateProblem> bare = hosts.stream()
                .filter(host -> !covers(host))
                .map(host -> CertificateProblem.error(
                        folder,
                        "no certificate here names the host " + host,
                        "put one there as " + host + ".crt with " + host + ".key, or both in " + host + ".pem"));
        return Stream.concat(problems(now).stream(), bare).toList();
    }

    private static Optional<CertificateProblem> validity(ServerCertificate certificate, Instant now) {
        String names = certificate.names().stream().sorted().collect(Collectors.joining(", "));
        if (now.isBefore(certificate.notBefore())) {
            return Optional.of(CertificateProblem.error(
                    certificate.source(),
                    "the certificate for " + names + " is valid only from " + certificate.notBefore(),
                    "check this machine's clock"));
        }
        if (now.isAfter(certificate.notAfter())) {
            return Optional.of(CertificateProblem.error(
                    certificate.source(),
                    "the certificate for " + names + " expired on " + certificate.notAfter(),
                    "renew it; the new file is picked up by itself"));
        }
        return now.isAfter(certificate.notAfter().minus(SOON))
                ? Optional.of(CertificateProblem.warning(
                        certificate.source(),
                        "the certificate for " + names + " expires on " + certificate.notAfter(),
                        "see why it was not renewed yet"))
                : Optional.empty();
    }

    Optional<ServerCertificate> withAlias(String alias) {
        return Optional.ofNullable(aliases.get(alias));
    }

    Optional<ServerCertificate> local() {
        return certificates.stream().filter(ServerCertificate::isLocal).findFirst();
    }

    /**
     * This reading, with the certificates of an earlier one in place of files that cannot be used now:
     * a renewal that is half written must not take a host off the air.
     */
    CertificateSet keeping(CertificateSet earlier) {
        Set<Path> broken = problems.stream()
                .filter(problem -> problem.severity() == CertificateProblem.Severity.ERROR)
                .map(CertificateProblem::file)
                .collect(Collectors.toCollection(HashSet::new));
        boolean lost = certificates.isEmpty() || broken.contains(folder);
        var kept = new ArrayList<>(certificates);
        earlier.certificates.stream()
                .filter(old -> lost || broken.contains(old.source()))
                .forEach(kept::add);
        return new CertificateSet(folder, kept, problems);
    }
}
