package im.carillon.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What proxies say about a request: {@code Forwarded} (RFC 7239), or {@code X-Forwarded-For} and
 * {@code X-Forwarded-Proto} where that is missing.
 *
 * @param address of the client; nothing where the proxies hide it or do not say it
 * @param scheme what the client spoke with the outermost proxy that is believed
 */
record Forwarding(Optional<InetAddress> address, Optional<String> scheme) {

    /** Whether anything in a request says that it was forwarded. */
    static boolean isIn(HttpFields headers) {
        return headers.contains(HttpHeader.FORWARDED)
                || headers.contains(HttpHeader.X_FORWARDED_FOR)
                || headers.contains(HttpHeader.X_FORWARDED_PROTO)
                || headers.contains("Via");
    }

    /**
     * Reads the headers of a request that a trusted proxy sent. Each proxy adds what it saw at the end, so
     * the client is the last address that is not a proxy's; what stands before it anybody may have written.
     */
    static Forwarding of(HttpFields headers, Predicate<InetAddress> trusted) {
        List<Forwarding> hops = headers.contains(HttpHeader.FORWARDED) ? standard(headers) : usual(headers);
        for (int i = hops.size() - 1; i > 0; i--) {
            Forwarding hop = hops.get(i);
            if (hop.address().filter(trusted).isEmpty()) {
                return hop;
            }
        }
        return hops.isEmpty() ? new Forwarding(Optional.empty(), Optional.empty()) : hops.getFirst();
    }

    private static List<Forwarding> standard(HttpFields headers) {
        List<Forwarding> hops = new ArrayList<>();
        for (String value : headers.getValuesList(HttpHeader.FORWARDED)) {
            for (String element : split(value, ',')) {
                hops.add(hop(element));
            }
        }
        return hops;
    }

    private static Forwarding hop(String element) {
        Optional<InetAddress> address = Optional.empty();
        Optional<String> scheme = Optional.empty();
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
            String value = unquoted(pair.substring(equals + 1).strip());
            if (name.equals("for")) {
                address = address(value);
            } else if (name.equals("proto")) {
                scheme = Optional.of(value.toLowerCase(Locale.ROOT));
            }
        }
        return new Forwarding(address, scheme);
    }

    private static List<Forwarding> usual(HttpFields headers) {
        List<String> schemes = headers.getCSV(HttpHeader.X_FORWARDED_PROTO, false);
        Optional<String> scheme = schemes.isEmpty()
                ? Optional.empty()
                : Optional.of(schemes.getLast().toLowerCase(Locale.ROOT));
        List<Forwarding> hops = new ArrayList<>();
        for (String value : headers.getCSV(HttpHeader.X_FORWARDED_FOR, false)) {
            hops.add(new Forwarding(address(value), scheme));
        }
        return hops.isEmpty() ? List.of(new Forwarding(Optional.empty(), scheme)) : hops;
    }

    /** RFC 7239 §6: an address, perhaps with a port; IPv6 in brackets then. */
    private static Optional<InetAddress> address(String node) {
        String host = node;
        int bracket = node.indexOf(']');
        if (node.startsWith("[") && bracket > 0) {
            host = node.substring(1, bracket);
        } else if (node.indexOf(':') >= 0 && node.indexOf(':') == node.lastIndexOf(':')) {
            host = node.substring(0, node.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException hidden) {
            return Optional.empty();
        }
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** The parts between separators that stand outside of quotes. */
    private static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                parts.add(value.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(value.substring(start));
        return parts;
    }
}
