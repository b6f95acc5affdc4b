package im.carillon.muc.delivery;

import im.carillon.jid.BareJid;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Said;
import im.carillon.timeline.Positions;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A message that a moderator takes back: what the others are told, and what stays in its place
 * (XEP-0425 0.3.0 §3, §4).
 */
public record Retraction(Said said, Occupant moderator, Optional<String> reason) {

    public static final String MODERATION = "urn:xmpp:message-moderate:1";
    public static final String NAMESPACE = "urn:xmpp:message-retract:1";

    public XmlElement announcement(BareJid room) {
        XmlElement.Builder retract = XmlElement.builder(NAMESPACE, "retract")
                .attribute("id", Positions.id(said.position()))
                .child(moderated());
        reason.ifPresent(text -> retract.child("reason", text));
        return XmlElement.builder(Namespaces.CLIENT, "message")
                .attribute("from", room.toString())
                .attribute("type", "groupchat")
                .attribute("id", id())
                .child(retract.build())
                .build();
    }

    private String id() {
        return "moderated-" + Positions.id(said.position());
    }

    private XmlElement moderated() {
        return XmlElement.builder(MODERATION, "moderated")
                .attribute("by", moderator.address().toString())
                .child(OccupantPresence.occupantId(moderator.occupantId()))
                .build();
    }

    /** Who said it stays, what they said does not. */
    public XmlElement tombstone(Instant now) {
        XmlElement.Builder retracted = retracted(id(), now).child(moderated());
        reason.ifPresent(text -> retracted.child("reason", text));
        return tombstone(said.element(), retracted.build());
    }

    /** What stays of a message that its author took back with another one (XEP-0424 0.4.2 §5). */
    public static XmlElement ofOwn(XmlElement said, String retraction, Instant now) {
        return tombstone(said, retracted(retraction, now).build());
    }

    private static XmlElement.Builder retracted(String retraction, Instant now) {
        return XmlElement.builder(NAMESPACE, "retracted")
                .attribute("id", retraction)
                .attribute("stamp", DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.MILLIS)));
    }

    private static XmlElement tombstone(XmlElement said, XmlElement retracted) {
        return said.withNodes(said.children(Namespace.OCCUPANT_ID, "occupant-id"))
                .withChild(retracted);
    }
}
