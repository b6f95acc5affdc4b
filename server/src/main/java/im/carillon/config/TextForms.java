package im.carillon.config;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
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

    static Optional<String> postgresqlUrl(String text) {
        return text.startsWith("jdbc:postgresql:") ? Optional.of(text) : Optional.empty();
    }
}
