package im.carillon.muc.protocol;

import im.carillon.stanza.Message;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;

/** Whether what is said to a room is worth keeping (XEP-0313 1.1.3 §5.1.1, XEP-0334 1.0.0). */
final class Worth {

    private static final String HINTS = "urn:xmpp:hints";

    private Worth() {}

    static boolean keeping(Message message) {
        XmlElement element = message.element();
        if (element.hasChild(HINTS, "no-store") || element.hasChild(HINTS, "no-permanent-store")) {
            return false;
        }
        for (XmlElement child : element.children()) {
            boolean counts = switch (child.namespace()) {
                case Namespaces.CLIENT ->
                    child.name().equals("body") || child.name().equals("subject");
                case HINTS -> child.name().equals("store");
                case "urn:xmpp:chat-markers:0" -> !child.name().equals("markable");
                case "urn:xmpp:receipts" -> child.name().equals("received");
                case "urn:xmpp:eme:0",
                        "urn:xmpp:message-retract:1",
                        "urn:xmpp:reactions:0",
                        "urn:xmpp:fasten:0",
                        "urn:xmpp:message-attaching:1" -> true;
                default -> child.name().equals("encrypted");
            };
            if (counts) {
                return true;
            }
        }
        return false;
    }

    /** A subject and neither body nor thread (XEP-0045 §8.1). */
    static boolean isSubject(Message message) {
        XmlElement element = message.element();
        return element.hasChild(Namespaces.CLIENT, "subject")
                && !element.hasChild(Namespaces.CLIENT, "body")
                && !element.hasChild(Namespaces.CLIENT, "thread");
    }
}
