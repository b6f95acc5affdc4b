package im.carillon.muc.delivery;

import im.carillon.jid.BareJid;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Said;
import im.carillon.muc.state.Subject;
import im.carillon.stanza.Message;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.Positions;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Messages as a room sends them (XEP-0045 §7.2.13 to §7.2.15, §7.4; XEP-0359 0.7.0; XEP-0421 1.0.1). */
public final class RoomMessage {

    private RoomMessage() {}

    /** What an occupant says, without {@code to}: nothing that only the room may claim is left in it. */
    public static XmlElement of(Message sent, Occupant sender, BareJid room) {
        return withoutTo(cleaned(sent, room), sender.address().toString())
                .withChild(OccupantPresence.occupantId(sender.occupantId()));
    }

    /** For one client or all clients of one occupant (XEP-0045 §7.5). */
    public static Message privately(Message sent, Occupant sender, BareJid room) {
        XmlElement clean = cleaned(sent, room).withChild(OccupantPresence.occupantId(sender.occupantId()));
        XmlElement marked =
                clean.hasChild(Namespace.USER, "x") ? clean : clean.withChild(XmlElement.of(Namespace.USER, "x"));
        return sent.withElement(marked).withFrom(sender.address());
    }

    private static XmlElement cleaned(Message sent, BareJid room) {
        List<XmlNode> nodes = sent.element().nodes();
        List<XmlNode> kept = new ArrayList<>(nodes.size());
        for (XmlNode node : nodes) {
            if (!(node instanceof XmlElement child && isForged(child, room))) {
                kept.add(node);
            }
        }
        return kept.size() == nodes.size() ? sent.element() : sent.element().withNodes(kept);
    }

    private static boolean isForged(XmlElement child, BareJid room) {
        return switch (child.namespace()) {
            case Namespace.OCCUPANT_ID -> true;
            case Namespace.STABLE_ID ->
                child.name().equals("stanza-id") && child.attributeOr("by", "").equals(room.toString());
            case Namespace.DELAY -> child.attributeOr("from", "").equals(room.toString());
            // a mark of a private message is empty; anything else is for the room to say (§17.3)
            case Namespace.USER -> !child.hasNoContent();
            default -> false;
        };
    }

    private static XmlElement withoutTo(XmlElement message, String from) {
        List<XmlAttribute> attributes = new ArrayList<>(message.attributes().size());
        attributes.add(new XmlAttribute("from", from));
        for (XmlAttribute attribute : message.attributes()) {
            boolean address = attribute.namespace().isEmpty()
                    && (attribute.name().equals("to") || attribute.name().equals("from"));
            if (!address) {
                attributes.add(attribute);
            }
        }
        return message.withAttributes(attributes);
    }

    /** A message that the room knows under a stable id, to be addressed with {@code withTo}. */
    public static Message stored(XmlElement said, BareJid room, long position) {
        return message(said.withChild(XmlElement.builder(Namespace.STABLE_ID, "stanza-id")
                .attribute("by", room.toString())
                .attribute("id", Positions.id(position))
                .build()));
    }

    public static Message message(XmlElement element) {
        try {
            return (Message) Stanza.of(element);
        } catch (StanzaException e) {
            throw new IllegalStateException("a room made no message: " + e.getMessage(), e);
        }
    }

    /** Something that was said before (§7.2.13). */
    public static Message past(Said said, BareJid room) {
        Message message = stored(said.element(), room, said.position());
        return message.withElement(message.element().withChild(delay(room, Positions.time(said.position()))));
    }

    /** What the room talks about now; it is told to everybody who enters, even if it is nothing (§7.2.15). */
    public static Message subject(BareJid room, java.util.Optional<Subject> subject) {
        Message message = Message.of(
                Message.Type.GROUPCHAT,
                subject.map(Subject::by).orElse(room),
                room,
                XmlElement.of(
                        Namespaces.CLIENT, "subject", subject.map(Subject::text).orElse("")));
        return subject.map(set -> message.withElement(message.element().withChild(delay(room, set.time()))))
                .orElse(message);
    }

    private static XmlElement delay(BareJid room, Instant time) {
        return XmlElement.builder(Namespace.DELAY, "delay")
                .attribute("from", room.toString())
                .attribute("stamp", DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS)))
                .build();
    }
}
