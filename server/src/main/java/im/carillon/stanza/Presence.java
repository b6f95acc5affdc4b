package im.carillon.stanza;

import im.carillon.jid.Jid;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A presence stanza (RFC 6121 §4). */
public final class Presence extends Stanza {

    /** RFC 6121 §4.7.1; {@code AVAILABLE} is the absence of a type. */
    public enum Type {
        AVAILABLE,
        UNAVAILABLE,
        SUBSCRIBE,
        SUBSCRIBED,
        UNSUBSCRIBE,
        UNSUBSCRIBED,
        PROBE,
        ERROR;

        private final String wire = name().toLowerCase(Locale.ROOT);

        public String wire() {
            return wire;
        }

        /** Whether it manages a subscription (RFC 6121 §3). */
        public boolean isSubscription() {
            return this == SUBSCRIBE || this == SUBSCRIBED || this == UNSUBSCRIBE || this == UNSUBSCRIBED;
        }
    }

    private final Type type;

    Presence(XmlElement element) throws StanzaException {
        super(element);
        type = type(element.attributeOr("type", ""));
        if (type == Type.AVAILABLE) {
            priority(element);
        }
    }

    private Presence(XmlElement element, @Nullable Jid from, @Nullable Jid to, Type type) {
        super(element, from, to);
        this.type = type;
    }

    /** A presence made here. */
    public static Presence of(Type type, Jid from, Jid to) {
        XmlElement.Builder element = XmlElement.builder(Namespaces.CLIENT, "presence")
                .attribute("from", from.toString())
                .attribute("to", to.toString());
        if (type != Type.AVAILABLE) {
            element.attribute("type", type.wire());
        }
        return new Presence(element.build(), from, to, type);
    }

    private static Type type(String wire) throws StanzaException {
        return switch (wire) {
            case "" -> Type.AVAILABLE;
            case "unavailable" -> Type.UNAVAILABLE;
            case "subscribe" -> Type.SUBSCRIBE;
            case "subscribed" -> Type.SUBSCRIBED;
            case "unsubscribe" -> Type.UNSUBSCRIBE;
            case "unsubscribed" -> Type.UNSUBSCRIBED;
            case "probe" -> Type.PROBE;
            case "error" -> Type.ERROR;
            default -> throw new StanzaException(ErrorCondition.BAD_REQUEST, "presence has no type '" + wire + "'");
        };
    }

    private static int priority(XmlElement element) throws StanzaException {
        String text =
                element.childText(Namespaces.CLIENT, "priority").orElse("0").trim();
        try {
            return text.isEmpty() ? 0 : Byte.parseByte(text);
        } catch (NumberFormatException e) {
            throw new StanzaException(
                    ErrorCondition.BAD_REQUEST, "a priority is an integer from -128 to 127 (RFC 6121 §4.7.2.3)");
        }
    }

    public Type type() {
        return type;
    }

    /** RFC 6121 §4.7.2.3; 0 when none is given. */
    public int priority() {
        try {
            return priority(element());
        } catch (StanzaException e) {
            return 0;
        }
    }

    @Override
    public boolean isError() {
        return type == Type.ERROR;
    }

    public Presence error(StanzaError error) {
        XmlElement reply = Replies.addressedBack(element(), "error").withChild(error.toElement());
        return new Presence(reply, toOrNull(), fromOrNull(), Type.ERROR);
    }

    @Override
    public Presence withFrom(Jid from) {
        return new Presence(element().withAttribute("from", from.toString()), from, toOrNull(), type);
    }

    @Override
    public Presence withTo(Jid to) {
        return new Presence(element().withAttribute("to", to.toString()), fromOrNull(), to, type);
    }

    @Override
    public Presence withElement(XmlElement element) {
        return new Presence(element, fromOrNull(), toOrNull(), type);
    }
}
