package im.carillon.stanza;

import im.carillon.jid.Jid;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An info/query stanza (RFC 6120 §8.2.3). */
public final class Iq extends Stanza {

    /** RFC 6120 §8.2.3. */
    public enum Type {
        GET,
        SET,
        RESULT,
        ERROR;

        private final String wire = name().toLowerCase(Locale.ROOT);

        public String wire() {
            return wire;
        }
    }

    private final Type type;

    Iq(XmlElement element) throws StanzaException {
        super(element);
        type = type(element.attributeOr("type", ""));
        if (element.attributeOr("id", "").isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "an IQ needs an 'id' (RFC 6120 §8.1.3)");
        }
        if (isRequest() && element.children().size() != 1) {
            throw new StanzaException(
                    ErrorCondition.BAD_REQUEST, "an IQ of type get or set has exactly one child (RFC 6120 §8.2.3)");
        }
    }

    private Iq(XmlElement element, @Nullable Jid from, @Nullable Jid to, Type type) {
        super(element, from, to);
        this.type = type;
    }

    private static Type type(String wire) throws StanzaException {
        return switch (wire) {
            case "get" -> Type.GET;
            case "set" -> Type.SET;
            case "result" -> Type.RESULT;
            case "error" -> Type.ERROR;
            default -> throw new StanzaException(ErrorCondition.BAD_REQUEST, "an IQ has no type '" + wire + "'");
        };
    }

    /** A request made here. */
    public static Iq request(Type type, String id, Jid from, Jid to, XmlElement payload) {
        XmlElement element = XmlElement.builder(Namespaces.CLIENT, "iq")
                .attribute("type", type.wire())
                .attribute("id", id)
                .attribute("from", from.toString())
                .attribute("to", to.toString())
                .child(payload)
                .build();
        return new Iq(element, from, to, type);
    }

    public Type type() {
        return type;
    }

    /** Whether this one wants an answer. */
    public boolean isRequest() {
        return type == Type.GET || type == Type.SET;
    }

    @Override
    public boolean isError() {
        return type == Type.ERROR;
    }

    /** The one child of a request, or the first of an answer. */
    public Optional<XmlElement> payload() {
        return element().firstChild();
    }

    /** The answer without a payload. */
    public Iq result() {
        return new Iq(
                Replies.addressedBack(element(), "result").withNodes(java.util.List.of()),
                toOrNull(),
                fromOrNull(),
                Type.RESULT);
    }

    public Iq result(XmlElement payload) {
        Iq empty = result();
        return empty.withElement(empty.element().withChild(payload));
    }

    /** The error answer, with the request's payload (RFC 6120 §8.3.1). */
    public Iq error(StanzaError error) {
        XmlElement reply = Replies.error(element(), error);
        return new Iq(reply, toOrNull(), fromOrNull(), Type.ERROR);
    }

    @Override
    public Iq withFrom(Jid from) {
        return new Iq(element().withAttribute("from", from.toString()), from, toOrNull(), type);
    }

    @Override
    public Iq withTo(Jid to) {
        return new Iq(element().withAttribute("to", to.toString()), fromOrNull(), to, type);
    }

    @Override
    public Iq withElement(XmlElement element) {
        return new Iq(element, fromOrNull(), toOrNull(), type);
    }
}
