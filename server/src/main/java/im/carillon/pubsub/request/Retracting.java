package im.carillon.pubsub.request;

import im.carillon.pubsub.Events;
import im.carillon.pubsub.Listeners;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Standing;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItems;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deleting items (XEP-0060 §7.2). */
final class Retracting implements Action {

    private final Nodes nodes;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final Names names;
    private final Listeners listeners;

    @Inject
    Retracting(
            Nodes nodes, ItemWriter writer, Standings standings, Notifier notifier, Names names, Listeners listeners) {
        this.listeners = listeners;
        this.nodes = nodes;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.names = names;
    }

    @Override
    public Optional<XmlElement> run(Call call, XmlElement retract) throws StanzaException {
        Node node = nodes.require(call.node(retract));
        if (!node.config().persists()) {
            throw PubsubError.unsupported("persistent-items");
        }
        List<String> ids = ids(retract);
        Standing standing = standings.of(node, call.from());
        if (!Access.publish(node.config(), standing).isAllowed()) {
            throw PubsubError.FORBIDDEN.exception();
        }
        nodes.withItems(node);
        UnitOfWork notices = new UnitOfWork();
        if (isToldOf(node, retract)) {
            notifier.tell(call.home(), node, Events.retracted(node, ids, names.next(), call.from()), notices);
        }
        String publisher = call.from().bare().toString();
        nodes.turns().take(node, unit -> retract(node, ids, standing, publisher, unit), notices);
        call.later().add(() -> listeners.removed(node, call.from(), call.unit()));
        return Optional.empty();
    }

    private static List<String> ids(XmlElement retract) throws StanzaException {
        Set<String> ids = new LinkedHashSet<>();
        for (XmlElement item : retract.children(Call.NAMESPACE, "item")) {
            ids.add(item.attribute("id").filter(id -> !id.isEmpty()).orElseThrow(PubsubError.ITEM_REQUIRED::exception));
        }
        if (ids.isEmpty()) {
            throw PubsubError.ITEM_REQUIRED.exception();
        }
        return List.copyOf(ids);
    }

    /** The one who retracts may ask for it, the node's owner may want it always. */
    private static boolean isToldOf(Node node, XmlElement retract) {
        String notify = retract.attributeOr("notify", "");
        return notify.equals("1")
                || notify.equals("true")
                || notify.isEmpty() && node.config().flag(NodeOption.NOTIFY_RETRACT);
    }

    /** All of them or none (XEP-0060 §12.11). */
    private boolean retract(Node node, List<String> ids, Standing standing, String publisher, UnitOfWork unit)
            throws StanzaException {
        List<NodeItems.Key> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            NodeItems.Key item = node.items(index -> index.find(id)).orElseThrow(PubsubError.NO_ITEM::exception);
            Access.retract(node.config(), standing, item.publisher().equals(publisher))
                    .orThrow();
            found.add(item);
        }
        found.forEach(item -> node.items(index -> index.remove(item.id())));
        writer.remove(node, found, unit);
        return true;
    }
}
