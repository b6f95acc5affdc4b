package im.carillon.message;

import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.routing.Hosts;
import im.carillon.routing.Services;
import im.carillon.stanza.Message;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes out of a message what claims to come from this server and does not: stable ids in the name of
 * any address here (XEP-0359 §5 rule 2), notes of delay (XEP-0203 §6), copies (XEP-0280 §12) and pages
 * of an archive (XEP-0313). Rooms served here keep the ids and delays that are theirs.
 */
@Singleton
final class Forgery {

    private static final String CARBONS = "urn:xmpp:carbons:2";
    private static final String ARCHIVE = "urn:xmpp:mam:2";

    private final Hosts hosts;
    private final Services services;

    @Inject
    Forgery(Hosts hosts, Services services) {
        this.hosts = hosts;
        this.services = services;
    }

    /** The same message as a rule: most have nothing of the kind. */
    Message removed(Message message) {
        List<XmlNode> nodes = message.element().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (isForged(nodes.get(i), message)) {
                return message.withElement(message.element()
                        .withNodes(nodes.stream()
                                .filter(node -> !isForged(node, message))
                                .toList()));
            }
        }
        return message;
    }

    private boolean isForged(XmlNode node, Message message) {
        if (!(node instanceof XmlElement element)) {
            return false;
        }
        return switch (element.namespace()) {
            case StableId.NAMESPACE ->
                element.name().equals(StableId.NAME) && isForgedId(element.attributeOr("by", ""), message);
            case Delay.NAMESPACE -> isForgedDelay(element.attributeOr("from", ""), message);
            case CARBONS -> !element.name().equals("private");
            case ARCHIVE ->
                element.name().equals("result")
                        && hosts.isLocal(message.sender().domain());
            default -> false;
        };
    }

    /** A room names itself; what else is ours is given out nowhere but here. */
    private boolean isForgedId(String by, Message message) {
        boolean room = message.type() == Message.Type.GROUPCHAT
                && by.equals(message.sender().bare().toString());
        return !room && isOurs(by);
    }

    /** Whoever sends a message may say that it was late at his own end. */
    private boolean isForgedDelay(String from, Message message) {
        int resource = from.indexOf('/');
        String bare = resource < 0 ? from : from.substring(0, resource);
        return !bare.equals(message.sender().bare().toString()) && isOurs(from);
    }

    private boolean isOurs(String address) {
        try {
            String domain = Jid.parse(address).domain();
            return hosts.isLocal(domain) || services.find(domain).isPresent();
        } catch (InvalidJidException e) {
            return false;
        }
    }
}
