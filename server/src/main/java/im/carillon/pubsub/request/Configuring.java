package im.carillon.pubsub.request;

import im.carillon.dataforms.Form;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Configuring nodes (XEP-0060 §8.2, §8.3). */
final class Configuring {

    private final Nodes nodes;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final Names names;

    @Inject
    Configuring(Nodes nodes, ItemWriter writer, Standings standings, Notifier notifier, Names names) {
        this.nodes = nodes;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.names = names;
    }

    Optional<XmlElement> get(Call call, XmlElement configure) throws StanzaException {
        Node node = managed(call, configure);
        return Call.answer(
                Call.OWNER,
                XmlElement.builder(Call.OWNER, "configure")
                        .attribute("node", node.name())
                        .child(node.config().form().toElement())
                        .build());
    }

    private Node managed(Call call, XmlElement element) throws StanzaException {
        Node node = nodes.require(call.node(element));
        Access.manage(standings.of(node, call.from())).orThrow();
        return node;
    }

    Optional<XmlElement> set(Call call, XmlElement configure) throws StanzaException {
        Node node = managed(call, configure);
        XmlElement form = Form.in(configure).orElseThrow(PubsubError.BAD_REQUEST::exception);
        if (form.attributeOr("type", "").equals("cancel")) {
            return Optional.empty();
        }
        List<NodeChange> changes =
                nodes.edit(node, now -> List.of(new NodeChange.Configured(ConfigForms.changed(now.config(), form))));
        if (changes.getFirst() instanceof NodeChange.Configured(NodeConfig config)) {
            shrink(node);
            if (config.flag(NodeOption.NOTIFY_CONFIG)) {
                call.later()
                        .add(() -> notifier.tell(
                                call.home(), node, Events.configured(node, config, names.next()), call.unit()));
            }
        }
        return Optional.empty();
    }

    /** A node that now holds less lets go of its oldest items; one that stores none, of all. */
    private void shrink(Node node) throws StanzaException {
        nodes.withItems(node);
        nodes.turns().take(node, unit -> {
            if (node.config().persists()) {
                writer.trim(node, unit);
            } else {
                writer.remove(node, node.items(index -> index.clear()), unit);
            }
            return node;
        });
    }

    Optional<XmlElement> standard(Call call, XmlElement wanted) throws StanzaException {
        if (!wanted.attributeOr("type", "leaf").equals("leaf")) {
            throw PubsubError.unsupported("collections");
        }
        return Call.answer(
                Call.OWNER,
                XmlElement.builder(Call.OWNER, "default")
                        .child(call.home().standard().form().toElement())
                        .build());
    }
}
