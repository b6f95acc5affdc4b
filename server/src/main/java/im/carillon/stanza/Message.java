package im.carillon.stanza;

import im.carillon.jid.Jid;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message stanza (RFC 6121 §5). */
public final class Message extends Stanza {

    /** RFC 6121 §5.2.2. */
    public enum Type {
        NORMAL,
        CHAT,
        GROUPCHAT,
        HEADLINE,
        ERROR;

        private final String wire = name().toLowerCase(Locale.ROOT);

        public String wire() {
            return wire;
        }

        /** An unknown type counts as {@code normal} (RFC 6121 §5.2.2). */
        static Type of(String wire) {
            return switch (wire) {
                case "chat" -> CHAT;
                case "groupchat" -> GROUPCHAT;
                case "headline" -> HEADLINE;
                case "error" -> ERROR;
                default -> NORMAL;
            };
        }
    }

    private final Type type;

    Message(XmlElement element) throws StanzaException {
        super(element);
        type = Type.of(element.attributeOr("type", ""));
    }

    private Message(XmlElement element, @Nullable Jid from, @Nullable Jid to, Type type) {
        super(element, from, to);
        this.type = type;
    }

    /** A message made here. */
    public static Message of(Type type, Jid from, Jid to, XmlElement... payload) {
        XmlElement.Builder element = XmlElement.builder(Namespaces.CLIENT, "message")
                .attribute("type", type.wire())
                .attribute("from", from.toString())
                .attribute("to", to.toString());
        for (XmlElement child : payload) {
            element.child(child);
        }
        return new Message(element.build(), from, to, type);
    }

    public Type type() {
        return type;
    }

    @Override
    public boolean isError() {
        return type == Type.ERROR;
    }

    /** The text of the first body, if there is one. */
    public Optional<String> body() {
        return element().childText(Namespaces.CLIENT, "body");
    }

    public boolean hasBody() {
        return element().hasChild(Namespaces.CLIENT, "body");
    }

    /** The sender's copy with an error, addressed back (RFC 6120 §8.3.1). */
    public Message error(StanzaError error) {
        XmlElement reply = Replies.error(element(), error);
        return new Message(reply, toOrNull(), fromOrNull(), Type.ERROR);
    }

    @Override
    public Message withFrom(Jid from) {
        return new Message(element().withAttribute("from", from.toString()), from, toOrNull(), type);
    }

    @Override
    public Message withTo(Jid to) {
        return new Message(element().withAttribute("to", to.toString()), fromOrNull(), to, type);
    }

    @Override
    public Message withElement(XmlElement element) {
        return new Message(element, fromOrNull(), toOrNull(), type);
    }
}
