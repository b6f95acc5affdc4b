package im.carillon.stanza;

import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message, presence or IQ (RFC 6120 §8): the element together with its addresses and type,
 * checked once when it is made. Immutable.
 */
public abstract sealed class Stanza permits Message, Presence, Iq {

    private final XmlElement element;
    private final @Nullable Jid from;
    private final @Nullable Jid to;

    Stanza(XmlElement element) throws StanzaException {
        this.element = element;
        this.from = address(element, "from");
        this.to = address(element, "to");
    }

    Stanza(XmlElement element, @Nullable Jid from, @Nullable Jid to) {
        this.element = element;
        this.from = from;
        this.to = to;
    }

    /** Whether an element is one of the three, by its name. */
    public static boolean isStanza(XmlElement element) {
        return element.namespace().equals(Namespaces.CLIENT)
                && switch (element.name()) {
                    case "message", "presence", "iq" -> true;
                    default -> false;
                };
    }

    /** Reads an element for which {@link #isStanza} holds. */
    public static Stanza of(XmlElement element) throws StanzaException {
        return switch (element.name()) {
            case "message" -> new Message(element);
            case "presence" -> new Presence(element);
            case "iq" -> new Iq(element);
            default -> throw new IllegalArgumentException("no stanza: " + element.name());
        };
    }

    private static @Nullable Jid address(XmlElement element, String name) throws StanzaException {
        Optional<String> value = element.attribute(name);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return Jid.parse(value.get());
        } catch (InvalidJidException e) {
            throw new StanzaException(
                    ErrorCondition.JID_MALFORMED, "'" + name + "' is not an address: " + e.getMessage());
        }
    }

    public XmlElement element() {
        return element;
    }

    /** The sender; always there once the stanza has been accepted from a stream. */
    public Optional<Jid> from() {
        return Optional.ofNullable(from);
    }

    public Optional<Jid> to() {
        return Optional.ofNullable(to);
    }

    /** The sender of a stanza that was accepted from a stream. */
    public Jid sender() {
        if (from == null) {
            throw new IllegalStateException("a stanza without 'from' was routed");
        }
        return from;
    }

    public Optional<String> id() {
        return element.attribute("id");
    }

    public abstract boolean isError();

    public abstract Stanza withFrom(Jid from);

    public abstract Stanza withTo(Jid to);

    /** The same stanza with other children; attributes stay. */
    public abstract Stanza withElement(XmlElement element);

    final @Nullable Jid fromOrNull() {
        return from;
    }

    final @Nullable Jid toOrNull() {
        return to;
    }

    @Override
    public String toString() {
        return element.toString();
    }
}
