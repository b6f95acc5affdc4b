package im.carillon.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hosts a certificate stands for, from its subject alternative names alone. The subject string is
 * never looked at: a name taken from it is a name that nobody checked (RFC 6125 §6.4.4).
 *
 * @param exact names that match themselves
 * @param wildcards names that match any one label before them (RFC 6120 §13.7.1.2.1)
 */
record SubjectNames(Set<DnsName> exact, Set<DnsName> wildcards) {

    private static final int OTHER_NAME = 0;
    private static final int DNS_NAME = 2;
    private static final String ANY_LABEL = "*.";

    SubjectNames {
        exact = Set.copyOf(exact);
        wildcards = Set.copyOf(wildcards);
    }

    static SubjectNames of(X509Certificate certificate) throws CertificateParsingException {
        @Nullable Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        var exact = new LinkedHashSet<DnsName>();
        var wildcards = new LinkedHashSet<DnsName>();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                host(alternative).ifPresent(name -> {
                    if (name.startsWith(ANY_LABEL)) {
                        DnsName.of(name.substring(ANY_LABEL.length())).ifPresent(wildcards::add);
                    } else if (name.indexOf('*') < 0) {
                        DnsName.of(name).ifPresent(exact::add);
                    }
                });
            }
        }
        return new SubjectNames(exact, wildcards);
    }

    private static Optional<String> host(List<?> alternative) {
        return switch (alternative.get(0)) {
            case Integer type when type == DNS_NAME -> Optional.of((String) alternative.get(1));
            // an own class, so that Bouncy Castle is loaded only for a certificate that has such a name
            case Integer type when type == OTHER_NAME -> OtherName.host((byte[]) alternative.get(1));
            default -> Optional.empty();
        };
    }

    boolean matches(DnsName host) {
        return exact.contains(host) || host.parent().filter(wildcards::contains).isPresent();
    }

    boolean isEmpty() {
        return exact.isEmpty() && wildcards.isEmpty();
    }

    /** All names as they would be written, wildcards with their asterisk. */
    Set<String> written() {
        return Stream.concat(
                        exact.stream().map(DnsName::ascii), wildcards.stream().map(name -> ANY_LABEL + name))
                .collect(Collectors.toUnmodifiableSet());
    }
}
