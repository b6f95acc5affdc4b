package im.carillon.tls;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/** A host name in the one form all comparisons use: A-labels, lower case, no final dot (RFC 6125 §6.4.2). */
public record DnsName(String ascii) {

    public static Optional<DnsName> of(String name) {
        try {
            String ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return bare.isEmpty() ? Optional.empty() : Optional.of(new DnsName(bare));
        } catch (IllegalArgumentException notAHostName) {
            return Optional.empty();
        }
    }

    /** The name without its leftmost label: what a wildcard in that label must stand before. */
    Optional<DnsName> parent() {
        int dot = ascii.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DnsName(ascii.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return ascii;
    }
}
