package im.carillon.message;

import im.carillon.stanza.Message;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;

/**
 * How long a message is worth keeping. What people say, and what changes, answers or confirms it,
 * belongs in the archive (XEP-0313 §5.1.1); whatever else is more than a passing state waits for its
 * recipient (XEP-0160 §3); hints move the line (XEP-0334 §4).
 */
final class Worth {

    private static final String HINTS = "urn:xmpp:hints";
    private static final String RECEIPTS = "urn:xmpp:receipts";
    private static final String MARKERS = "urn:xmpp:chat-markers:0";
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    private Worth() {}

    /** What a child says about the message it stands in, the weakest first. */
    private enum Weight {
        PASSING,
        PAYLOAD,
        CONVERSATION
    }

    static Keeping of(Message message) {
        return switch (message.type()) {
            case CHAT, NORMAL -> ofConversation(message.element());
            case HEADLINE ->
                hint(message.element(), "store") && !hint(message.element(), "no-store")
                        ? archived(message.element())
                        : Keeping.NOT;
            case ERROR, GROUPCHAT -> Keeping.NOT;
        };
    }

    private static Keeping ofConversation(XmlElement message) {
        Weight weight = weight(message);
        if (weight == Weight.PASSING || hint(message, "no-store")) {
            return Keeping.NOT;
        }
        return weight == Weight.CONVERSATION ? archived(message) : Keeping.UNTIL_DELIVERED;
    }

    private static Keeping archived(XmlElement message) {
        return hint(message, "no-permanent-store") ? Keeping.UNTIL_DELIVERED : Keeping.ARCHIVED;
    }

    private static boolean hint(XmlElement message, String name) {
        return message.hasChild(HINTS, name);
    }

    private static Weight weight(XmlElement message) {
        Weight heaviest = Weight.PASSING;
        for (XmlNode node : message.nodes()) {
            if (node instanceof XmlElement child) {
                Weight weight = ofChild(child);
                if (weight == Weight.CONVERSATION) {
                    return weight;
                }
                heaviest = weight == Weight.PAYLOAD ? weight : heaviest;
            }
        }
        return heaviest;
    }

    private static Weight ofChild(XmlElement child) {
        String name = child.name();
        return switch (child.namespace()) {
            case Namespaces.CLIENT ->
                name.equals("body") || name.equals("subject") ? Weight.CONVERSATION : Weight.PASSING;
            case HINTS -> name.equals("store") ? Weight.CONVERSATION : Weight.PASSING;
            case RECEIPTS -> name.equals("received") ? Weight.CONVERSATION : Weight.PASSING;
            case MARKERS -> name.equals("markable") ? Weight.PASSING : Weight.CONVERSATION;
            case MUC_USER -> child.hasChild(MUC_USER, "invite") ? Weight.CONVERSATION : Weight.PASSING;
            case CHAT_STATES,
                    StableId.NAMESPACE,
                    Delay.NAMESPACE,
                    "urn:xmpp:carbons:2",
                    "http://jabber.org/protocol/nick",
                    "jabber:x:event",
                    "http://jabber.org/protocol/ibb" -> Weight.PASSING;
            default -> belongsToConversations(child) ? Weight.CONVERSATION : Weight.PAYLOAD;
        };
    }

    /** Encrypted in whichever way, invitations, reactions, retractions, calls, files. */
    private static boolean belongsToConversations(XmlElement child) {
        return switch (child.namespace()) {
            case "urn:xmpp:eme:0",
                    "urn:xmpp:openpgp:0",
                    "jabber:x:encrypted",
                    "jabber:x:conference",
                    "jabber:x:oob",
                    "urn:xmpp:sfs:0",
                    "urn:xmpp:reactions:0",
                    "urn:xmpp:message-retract:1",
                    "urn:xmpp:fasten:0",
                    "urn:xmpp:jingle-message:0",
                    "urn:xmpp:call-invites:0" -> true;
            default -> child.name().equals("encrypted");
        };
    }
}
