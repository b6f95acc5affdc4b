package im.carillon.jid;

import java.util.Optional;

/**
 * An XMPP address: {@code [local@]domain[/resource]}, always in its normalised form. What needs an
 * address with a resource takes a {@link FullJid}, what needs one without a {@link BareJid}.
 */
public sealed interface Jid permits BareJid, FullJid {

    /** Parses and normalises (RFC 7622 §3). */
    static Jid parse(String address) throws InvalidJidException {
        return JidParser.parse(address);
    }

    /** For addresses known to be right, in code and tests. */
    static Jid of(String address) {
        try {
            return JidParser.parse(address);
        } catch (InvalidJidException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The part before the {@code @}, empty when there is none. */
    String local();

    String domain();

    Optional<String> resource();

    BareJid bare();

    /** Whether this address has neither a local part nor a resource. */
    boolean isDomain();
}
