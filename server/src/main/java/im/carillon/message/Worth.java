package im.carillon.message;

import im.carillon.stanza.Message;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;

/** Whether a message is worth keeping (XEP-0313 §5.1, XEP-0334). */
final class Worth {

    private static final String HINTS = "urn:xmpp:hints";
    private static final String RECEIPTS = "urn:xmpp:receipts";
    private static final String MARKERS = "urn:xmpp:chat-markers:0";
    private static final String ENCRYPTION = "urn:xmpp:eme:0";
    private static final String RETRACTION = "urn:xmpp:message-retract:1";
    private static final String REACTIONS = "urn:xmpp:reactions:0";
    private static final String CONFERENCE = "jabber:x:conference";
    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    private Worth() {}

    /** Content that matters later, in a type that is kept. */
    static boolean keeping(Message message) {
        return switch (message.type()) {
            case CHAT, NORMAL -> !forbidden(message.element()) && matters(message);
            case ERROR, HEADLINE, GROUPCHAT -> false;
        };
    }

    private static boolean forbidden(XmlElement message) {
        return message.hasChild(HINTS, "no-store") || message.hasChild(HINTS, "no-permanent-store");
    }

    private static boolean matters(Message message) {
        for (XmlElement child : message.element().children()) {
            boolean counts = switch (child.namespace()) {
                case Namespaces.CLIENT -> child.name().equals("body");
                case HINTS -> child.name().equals("store");
                case RECEIPTS -> child.name().equals("received");
                case MARKERS -> !child.name().equals("markable");
                case ENCRYPTION, RETRACTION, REACTIONS, CONFERENCE, MUC_USER -> true;
                default -> child.name().equals("encrypted");
            };
            if (counts) {
                return true;
            }
        }
        return false;
    }
}
