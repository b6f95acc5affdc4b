package im.carillon.jid;

import java.net.IDN;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * Cuts an address into its parts and normalises each (RFC 7622 §3.2 to §3.4). Plain ASCII, which
 * nearly every address is, takes a path that allocates nothing but the parts.
 */
final class JidParser {

    /** RFC 7622 §3.2.2, §3.3.1, §3.4.1: octets of each part. */
    private static final int LONGEST_PART = 1023;

    private static final Pattern IP_LITERAL = Pattern.compile("\\[[0-9A-Fa-f:.]+]");

    private static final Pattern FALSE_LABEL = Pattern.compile("(?:^|\\.)(?:xn--|\\.|$)");

    private JidParser() {}

    static Jid parse(String address) throws InvalidJidException {
        int slash = address.indexOf('/');
        int end = slash < 0 ? address.length() : slash;
        int at = address.lastIndexOf('@', end - 1);
        if (at == 0) {
            throw new InvalidJidException("nothing before the '@'");
        }
        int firstAt = address.indexOf('@');
        if (at >= 0 && firstAt != at) {
            throw new InvalidJidException("more than one '@'");
        }
        BareJid bare =
                new BareJid(at < 0 ? "" : local(address.substring(0, at)), domain(address.substring(at + 1, end)));
        return slash < 0 ? bare : new FullJid(bare, resource(address.substring(slash + 1)));
    }

    static BareJid bare(String local, String domain) throws InvalidJidException {
        return new BareJid(local(local), domain(domain));
    }

    static String local(String part) throws InvalidJidException {
        if (isPlainLocal(part)) {
            return part;
        }
        String normal = enforced(part, true);
        for (int i = 0; i < normal.length(); i++) {
            if ("\"&'/:<>@".indexOf(normal.charAt(i)) >= 0) {
                throw new InvalidJidException("'" + normal.charAt(i) + "' is not allowed before the '@'");
            }
        }
        return bounded(normal, "the part before the '@'");
    }

    static String resource(String part) throws InvalidJidException {
        return bounded(isPrintableAscii(part) ? part : enforced(part, false), "the resource");
    }

    static String domain(String part) throws InvalidJidException {
        String domain = withoutRoot(part);
        if (isPlainDomain(domain)) {
            return bounded(domain, "the domain");
        }
        if (IP_LITERAL.matcher(domain).matches()) {
            return ipv6(domain);
        }
        try {
            String ascii = IDN.toASCII(PrecisProfiles.IDN.enforce(part), IDN.USE_STD3_ASCII_RULES);
            String unicode = withoutRoot(IDN.toUnicode(ascii).toLowerCase(Locale.ROOT));
            if (FALSE_LABEL.matcher(unicode).find()) {
                throw new InvalidJidException("the domain has a label that is empty or stands for nothing");
            }
            return bounded(unicode, "the domain");
        } catch (IllegalArgumentException e) {
            throw new InvalidJidException("the domain is not a valid name");
        }
    }

    /** RFC 7622 §3.2: the final dot, which stands for the root, is no part of the address. */
    private static String withoutRoot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    private static String ipv6(String literal) throws InvalidJidException {
        try {
            Inet6Address.ofLiteral(literal.substring(1, literal.length() - 1));
            return literal.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new InvalidJidException("the domain is not an IPv6 address");
        }
    }

    private static String enforced(String part, boolean local) throws InvalidJidException {
        try {
            return local
                    ? PrecisProfiles.USERNAME_CASE_MAPPED.enforce(part)
                    : PrecisProfiles.OPAQUE_STRING.enforce(part);
        } catch (IllegalArgumentException e) {
            throw new InvalidJidException(
                    (local ? "the part before the '@'" : "the resource") + " has a character that is not allowed");
        }
    }

    private static String bounded(String part, String what) throws InvalidJidException {
        if (part.isEmpty()) {
            throw new InvalidJidException(what + " is empty");
        }
        if (part.length() > LONGEST_PART / 4 && part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
            throw new InvalidJidException(what + " is longer than " + LONGEST_PART + " bytes");
        }
        return part;
    }

    private static boolean isPlainLocal(String part) {
        int length = part.length();
        for (int i = 0; i < length; i++) {
            char c = part.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return length > 0 && length <= LONGEST_PART;
    }

    private static boolean isPlainDomain(String part) {
        int length = part.length();
        char before = '.';
        for (int i = 0; i < length; i++) {
            char c = part.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!letterOrDigit && !(before != '.' && (c == '.' && before != '-' || c == '-'))) {
                return false;
            }
            // an A-label has to be turned into its U-label
            if (c == '-' && before == 'n' && i >= 2 && part.startsWith("xn-", i - 2)) {
                return false;
            }
            before = c;
        }
        return length > 0 && before != '.' && before != '-';
    }

    private static boolean isPrintableAscii(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
