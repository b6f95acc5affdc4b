package im.carillon.message.carbons;

import im.carillon.jid.FullJid;
import im.carillon.stanza.Message;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;

/**
 * Which messages are copied (XEP-0280 §6.1, the whole list and nothing beyond it, as {@code
 * urn:xmpp:carbons:rules:0} promises). Errors are judged by what they answer, see {@link SentLately}.
 */
final class CarbonRules {

    private static final String HINTS = "urn:xmpp:hints";
    private static final String RECEIPTS = "urn:xmpp:receipts";
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String MARKERS = "urn:xmpp:chat-markers:0";
    private static final String DIRECT_INVITATION = "jabber:x:conference";
    private static final String IN_BAND = "http://jabber.org/protocol/ibb";
    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

    private CarbonRules() {}

    /** Whether what an account sends is copied to its other sessions. */
    static boolean outgoing(Message message) {
        return switch (message.type()) {
            case GROUPCHAT, ERROR -> false;
            case CHAT -> !isPrivate(message);
            case NORMAL -> !isPrivate(message) && (message.hasBody() || isInstantMessaging(message));
            case HEADLINE -> !isPrivate(message) && isInstantMessaging(message);
        };
    }

    /** Whether what an account receives is copied to the sessions that did not get it. */
    static boolean incoming(Message message) {
        return outgoing(message) && !isRoomPrivateMessage(message);
    }

    /** The sender wants no copies (§9, XEP-0334 §4.3); or it is a piece of a file between two of their clients. */
    private static boolean isPrivate(Message message) {
        return message.element().hasChild(IN_BAND, "data")
                || message.element().hasChild(Carbon.NAMESPACE, "private")
                || message.element().hasChild(HINTS, "no-copy");
    }

    private static boolean isInstantMessaging(Message message) {
        for (XmlNode node : message.element().nodes()) {
            if (node instanceof XmlElement child) {
                boolean counts = switch (child.namespace()) {
                    case RECEIPTS, CHAT_STATES, MARKERS, DIRECT_INVITATION -> true;
                    case MUC_USER -> child.hasChild(MUC_USER, "invite");
                    default -> false;
                };
                if (counts) {
                    return true;
                }
            }
        }
        return false;
    }

    /** From an occupant to one of the account's sessions: the room sends it to each of them that is there. */
    private static boolean isRoomPrivateMessage(Message message) {
        return message.sender() instanceof FullJid
                && message.element()
                        .child(MUC_USER, "x")
                        .filter(x -> !x.hasChild(MUC_USER, "invite"))
                        .isPresent()
                && !message.element().hasChild(DIRECT_INVITATION, "x");
    }
}
