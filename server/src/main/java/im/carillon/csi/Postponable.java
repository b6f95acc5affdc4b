package im.carillon.csi;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import java.util.Optional;

/**
 * What can wait, and what replaces what: of two stanzas about the same subject the later one is
 * enough. That is so for the presence of one address, the chat state of one conversation, and what
 * a contact has published as one item.
 */
final class Postponable {

    private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
    private static final String SELF = "110";
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String EVENT = "http://jabber.org/protocol/pubsub#event";
    private static final String CARBONS = "urn:xmpp:carbons:2";
    private static final String FORWARD = "urn:xmpp:forward:0";

    private Postponable() {}

    /** What a stanza that can wait is about; nothing if it cannot. */
    static Optional<Subject> subject(Stanza stanza, BareJid account) {
        return switch (stanza) {
            case Presence presence -> ofPresence(presence);
            case Message message -> ofMessage(message, account);
            case Iq iq -> Optional.empty();
        };
    }

    /** Requests are for people; one's own presence in a room is what the client waits for when it enters. */
    private static Optional<Subject> ofPresence(Presence presence) {
        boolean broadcast = presence.type() == Presence.Type.AVAILABLE || presence.type() == Presence.Type.UNAVAILABLE;
        return broadcast && !isOwnInRoom(presence.element())
                ? Optional.of(new Subject("presence", presence.element().attributeOr("from", ""), ""))
                : Optional.empty();
    }

    private static boolean isOwnInRoom(XmlElement presence) {
        return presence.child(MUC_USER, "x").stream()
                .flatMap(x -> x.children(MUC_USER, "status").stream())
                .anyMatch(status -> status.attributeOr("code", "").equals(SELF));
    }

    private static Optional<Subject> ofMessage(Message message, BareJid account) {
        XmlElement element = carried(message.element());
        if (isChatState(element)) {
            return Optional.of(new Subject("state", element.attributeOr("from", ""), element.attributeOr("to", "")));
        }
        boolean own = message.from().filter(from -> from.bare().equals(account)).isPresent();
        return message.type() == Message.Type.HEADLINE && !own ? ofEvent(message) : Optional.empty();
    }

    /** The message itself, or the one that it is a copy of. */
    private static XmlElement carried(XmlElement message) {
        return message.childIn(CARBONS)
                .flatMap(copy -> copy.child(FORWARD, "forwarded"))
                .flatMap(forwarded -> forwarded.child(Namespaces.CLIENT, "message"))
                .orElse(message);
    }

    /** A chat state and nothing else that means anything (XEP-0085 §5.3). */
    private static boolean isChatState(XmlElement message) {
        boolean state = false;
        for (XmlNode node : message.nodes()) {
            if (node instanceof XmlElement child) {
                switch (child.namespace()) {
                    case CHAT_STATES -> state = true;
                    case "urn:xmpp:hints", "urn:xmpp:sid:0", "urn:xmpp:delay", CARBONS -> {}
                    case Namespaces.CLIENT -> {
                        if (!child.name().equals("thread")) {
                            return false;
                        }
                    }
                    case MUC_USER -> {
                        if (!child.hasNoContent()) {
                            return false;
                        }
                    }
                    default -> {
                        return false;
                    }
                }
            }
        }
        return state;
    }

    /** Something that a contact publishes (XEP-0163); what is published under the same id replaces it. */
    private static Optional<Subject> ofEvent(Message message) {
        if (message.hasBody()) {
            return Optional.empty();
        }
        return message.element()
                .child(EVENT, "event")
                .flatMap(event -> event.child(EVENT, "items"))
                .map(items -> new Subject(
                        message.element().attributeOr("from", ""), items.attributeOr("node", ""), ids(items)));
    }

    private static String ids(XmlElement items) {
        StringBuilder ids = new StringBuilder();
        for (XmlElement item : items.children()) {
            ids.append(item.attributeOr("id", "")).append('\n');
        }
        return ids.toString();
    }
}
