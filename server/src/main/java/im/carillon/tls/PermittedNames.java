package im.carillon.tls;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** The hosts that an authority may issue for; addresses are always those of the machine itself. */
record PermittedNames(Set<String> hosts) {

    private static final String LOCALHOST = "localhost";

    PermittedNames {
        hosts = Set.copyOf(hosts);
    }

    static PermittedNames of(List<String> hosts) {
        return new PermittedNames(Set.copyOf(ascii(hosts).toList()));
    }

    /** Those of an authority's certificate; none if it has no constraints, as then it is not of our making. */
    static PermittedNames of(X509Certificate authority) {
        byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
        return Optional.ofNullable(extension)
                .map(value -> ASN1OctetString.getInstance(value).getOctets())
                .map(NameConstraints::getInstance)
                .map(constraints -> new PermittedNames(Set.copyOf(Arrays.stream(constraints.getPermittedSubtrees())
                        .map(GeneralSubtree::getBase)
                        .filter(base -> base.getTagNo() == GeneralName.dNSName)
                        .map(base -> base.getName().toString())
                        .toList())))
                .orElse(new PermittedNames(Set.of()));
    }

    private static Stream<String> ascii(List<String> hosts) {
        return hosts.stream().flatMap(host -> DnsName.of(host).stream()).map(DnsName::ascii);
    }

    /** What a certificate for the hosts names; clients reach {@code localhost} by address as well. */
    static SequencedSet<GeneralName> alternativeNames(List<String> hosts) {
        var names = new LinkedHashSet<GeneralName>();
        ascii(hosts).forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        if (hosts.contains(LOCALHOST)) {
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        }
        return names;
    }

    boolean containsAll(PermittedNames wanted) {
        return hosts.containsAll(wanted.hosts);
    }

    PermittedNames and(PermittedNames others) {
        var all = new HashSet<>(hosts);
        all.addAll(others.hosts);
        return new PermittedNames(all);
    }

    NameConstraints constraints() {
        Stream<GeneralName> names =
                new TreeSet<>(hosts).stream().map(host -> new GeneralName(GeneralName.dNSName, host));
        // an authority without a constraint on addresses could issue for all of them
        Stream<GeneralName> addresses =
                Stream.of("127.0.0.1/32", "::1/128").map(address -> new GeneralName(GeneralName.iPAddress, address));
        return new NameConstraints(
                Stream.concat(names, addresses).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new), null);
    }
}
