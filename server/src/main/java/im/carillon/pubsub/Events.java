package im.carillon.pubsub;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.ItemReply;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.Subscription;
import im.carillon.stanza.Message;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.Positions;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The messages that nodes send (XEP-0060 §7.1.2, §7.2.2, §8, §12.8). */
public final class Events {

    public static final String NAMESPACE = "http://jabber.org/protocol/pubsub#event";

    private static final String HINTS = "urn:xmpp:hints";
    private static final String DELAY = "urn:xmpp:delay";

    private Events() {}

    /** What was published. */
    public static Notice published(Node node, List<NodeItem> items, String id, Jid publisher) {
        XmlElement.Builder list = XmlElement.builder(NAMESPACE, "items").attribute("node", node.name());
        items.forEach(item -> list.child(item(NAMESPACE, node.config(), item)));
        return notice(node, id, Optional.of(publisher), list.build());
    }

    /** An item as a node of this configuration shows it. */
    public static XmlElement item(String namespace, NodeConfig config, NodeItem item) {
        XmlElement.Builder element = XmlElement.builder(namespace, "item").attribute("id", item.id());
        if (config.itemReply() == ItemReply.PUBLISHER) {
            element.attribute("publisher", item.publisher());
        }
        if (config.deliversPayloads() || !namespace.equals(NAMESPACE)) {
            item.payload().ifPresent(element::child);
        }
        return element.build();
    }

    /** What was published before, with the time when that was. */
    public static Notice newest(Node node, NodeItem item) {
        XmlElement list = XmlElement.builder(NAMESPACE, "items")
                .attribute("node", node.name())
                .child(item(NAMESPACE, node.config(), item))
                .build();
        XmlElement delay = XmlElement.builder(DELAY, "delay")
                .attribute("from", node.service().toString())
                .attribute(
                        "stamp",
                        DateTimeFormatter.ISO_INSTANT.format(
                                Positions.time(item.position()).truncatedTo(ChronoUnit.MILLIS)))
                .build();
        Message message = message(node, Positions.id(item.position()), Message.Type.HEADLINE, event(list), delay);
        return new Notice(message, Optional.empty());
    }

    public static Notice retracted(Node node, List<String> ids, String id, Jid publisher) {
        XmlElement.Builder list = XmlElement.builder(NAMESPACE, "items").attribute("node", node.name());
        ids.forEach(item -> list.child(
                XmlElement.builder(NAMESPACE, "retract").attribute("id", item).build()));
        return notice(node, id, Optional.of(publisher), list.build());
    }

    public static Notice purged(Node node, String id) {
        return notice(node, id, Optional.empty(), named("purge", node).build());
    }

    public static Notice deleted(Node node, String id, Optional<String> redirect) {
        XmlElement.Builder delete = named("delete", node);
        redirect.ifPresent(uri -> delete.child(
                XmlElement.builder(NAMESPACE, "redirect").attribute("uri", uri).build()));
        return notice(node, id, Optional.empty(), delete.build());
    }

    public static Notice configured(Node node, NodeConfig config, String id) {
        XmlElement.Builder configuration = named("configuration", node);
        if (config.deliversPayloads()) {
            configuration.child(config.result());
        }
        return notice(node, id, Optional.empty(), configuration.build());
    }

    /** XEP-0060 §12.8. */
    public static Message subscription(Node node, Subscription subscription, String state, String id) {
        XmlElement change = named("subscription", node)
                .attribute("jid", subscription.address().toString())
                .attribute("subid", subscription.id())
                .attribute("subscription", state)
                .build();
        return message(node, id, Message.Type.NORMAL, event(change), XmlElement.of(HINTS, "store"))
                .withTo(subscription.address());
    }

    /** XEP-0060 §8.9.4. */
    public static Message affiliation(Node node, BareJid who, String affiliation, String id) {
        XmlElement change = XmlElement.builder("http://jabber.org/protocol/pubsub", "pubsub")
                .child(XmlElement.builder("http://jabber.org/protocol/pubsub", "affiliations")
                        .attribute("node", node.name())
                        .child(XmlElement.builder("http://jabber.org/protocol/pubsub", "affiliation")
                                .attribute("jid", who.toString())
                                .attribute("affiliation", affiliation)
                                .build())
                        .build())
                .build();
        return message(node, id, Message.Type.HEADLINE, change).withTo(who);
    }

    private static XmlElement.Builder named(String name, Node node) {
        return XmlElement.builder(NAMESPACE, name).attribute("node", node.name());
    }

    private static XmlElement event(XmlElement content) {
        return XmlElement.builder(NAMESPACE, "event").child(content).build();
    }

    /** A message of type normal is kept for those who are away, so it says that it is worth it (XEP-0334). */
    private static Notice notice(Node node, String id, Optional<Jid> publisher, XmlElement content) {
        Message message = switch (node.config().text(NodeOption.NOTIFICATION_TYPE)) {
            case "normal" -> message(node, id, Message.Type.NORMAL, event(content), XmlElement.of(HINTS, "store"));
            case "chat" -> message(node, id, Message.Type.CHAT, event(content));
            default -> message(node, id, Message.Type.HEADLINE, event(content));
        };
        return new Notice(message, publisher);
    }

    private static Message message(Node node, String id, Message.Type type, XmlElement... content) {
        XmlElement.Builder element = XmlElement.builder(Namespaces.CLIENT, "message")
                .attribute("type", type.wire())
                .attribute("from", node.service().toString())
                .attribute("to", node.service().toString())
                .attribute("id", id);
        for (XmlElement child : content) {
            element.child(child);
        }
        try {
            return (Message) Stanza.of(element.build());
        } catch (StanzaException e) {
            throw new IllegalStateException("a notice of " + node + " is no message", e);
        }
    }
}
