package im.carillon.message;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Message;
import im.carillon.timeline.Positions;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;

/** The id under which an account's timeline knows a message (XEP-0359 0.7.0). */
final class StableId {

    private static final String NAMESPACE = "urn:xmpp:sid:0";

    private StableId() {}

    /** Takes out ids that claim to be ours (§6 rule 5); most messages have none. */
    static Message withoutForged(Message message, BareJid by) {
        List<XmlNode> nodes = message.element().nodes();
        for (XmlNode node : nodes) {
            if (isBy(node, by)) {
                List<XmlNode> kept = new ArrayList<>(nodes);
                kept.removeIf(n -> isBy(n, by));
                return message.withElement(message.element().withNodes(kept));
            }
        }
        return message;
    }

    private static boolean isBy(XmlNode node, BareJid by) {
        return node instanceof XmlElement element
                && element.is(NAMESPACE, "stanza-id")
                && element.attributeOr("by", "").equals(by.toString());
    }

    static Message stamped(Message message, BareJid by, long position) {
        XmlElement id = XmlElement.builder(NAMESPACE, "stanza-id")
                .attribute("by", by.toString())
                .attribute("id", Positions.id(position))
                .build();
        return message.withElement(message.element().withChild(id));
    }
}
