package im.carillon.config;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms that some texts must have. */
final class TextForms {

    private TextForms() {}

    static Optional<String> domain(String text) {
        try {
            BareJid address = BareJid.parse(text);
            return address.isDomain() ? Optional.of(address.domain()) : Optional.empty();
        } catch (InvalidJidException e) {
            return Optional.empty();
        }
    }

    static Optional<String> serviceType(String text) {
        return text.matches("[a-z0-9][a-z0-9._-]*") ? Optional.of(text) : Optional.empty();
    }

    /** One part of a domain, in lower case (RFC 1123 §2.1). */
    static Optional<String> label(String text) {
        return text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") ? Optional.of(text) : Optional.empty();
    }

    /** Literals alone: a name would have to be looked up, and may change. */
    static Optional<String> ipAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return Optional.of(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<String> uri(String text) {
        try {
            return new URI(text).isAbsolute() ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<String> addressRange(String text) {
        return AddressRange.of(text).map(range -> text);
    }

    /** RFC 6454 §6.2, in lower case as browsers write it; a slash at the end is taken off. */
    static Optional<String> origin(String text) {
        String origin = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return withHost(origin, "http", "https")
                .filter(uri -> uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawUserInfo() == null)
                .map(uri -> origin.toLowerCase(Locale.ROOT));
    }

    static Optional<String> webSocketUrl(String text) {
        return withHost(text, "ws", "wss").map(URI::toString);
    }

    private static Optional<URI> withHost(String text, String... schemes) {
        try {
            URI uri = new URI(text);
            boolean fits = uri.getHost() != null
                    && uri.getRawFragment() == null
                    && List.of(schemes).contains(uri.getScheme().toLowerCase(Locale.ROOT));
            return fits ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static Optional<String> postgresqlUrl(String text) {
        return text.startsWith("jdbc:postgresql:") ? Optional.of(text) : Optional.empty();
    }
}
