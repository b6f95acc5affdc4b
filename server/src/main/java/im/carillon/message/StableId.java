package im.carillon.message;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Message;
import im.carillon.timeline.Positions;
import im.carillon.xml.XmlElement;

/** The id under which an account's timeline knows a message (XEP-0359 0.7.0). */
final class StableId {

    static final String NAMESPACE = "urn:xmpp:sid:0";
    static final String NAME = "stanza-id";

    private StableId() {}

    static Message stamped(Message message, BareJid by, long position) {
        XmlElement id = XmlElement.builder(NAMESPACE, NAME)
                .attribute("by", by.toString())
                .attribute("id", Positions.id(position))
                .build();
        return message.withElement(message.element().withChild(id));
    }
}
