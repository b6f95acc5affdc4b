package im.carillon.pubsub.request;

import im.carillon.pubsub.Events;
import im.carillon.pubsub.Listeners;
import im.carillon.pubsub.Notice;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.ItemIndex;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Deleting nodes, and purging them of their items (XEP-0060 §8.4, §8.5). */
final class Deleting {

    private static final int LONGEST_URI = 4_096;

    private final Nodes nodes;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final Names names;
    private final Listeners listeners;

    @Inject
    Deleting(Nodes nodes, ItemWriter writer, Standings standings, Notifier notifier, Names names, Listeners listeners) {
        this.listeners = listeners;
        this.nodes = nodes;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.names = names;
    }

    Optional<XmlElement> delete(Call call, XmlElement delete) throws StanzaException {
        Node node = managed(call, delete);
        Optional<String> redirect = delete.child(Call.OWNER, "redirect").flatMap(element -> element.attribute("uri"));
        if (redirect.filter(uri -> uri.length() > LONGEST_URI).isPresent()) {
            throw PubsubError.NOT_ACCEPTABLE.exception("the address of the new node is too long");
        }
        Notice notice = Events.deleted(node, names.next(), redirect);
        nodes.delete(node, redirect);
        call.later().add(() -> listeners.removed(node, call.from(), call.unit()));
        if (node.config().flag(NodeOption.NOTIFY_DELETE)) {
            call.later().add(() -> notifier.farewell(call.home(), node, notice, call.unit()));
        }
        return Optional.empty();
    }

    private Node managed(Call call, XmlElement element) throws StanzaException {
        Node node = nodes.require(call.node(element));
        Access.manage(standings.of(node, call.from())).orThrow();
        return node;
    }

    Optional<XmlElement> purge(Call call, XmlElement purge) throws StanzaException {
        Node node = managed(call, purge);
        if (!node.config().persists()) {
            throw PubsubError.unsupported("persistent-items");
        }
        nodes.withItems(node);
        UnitOfWork notices = new UnitOfWork();
        if (node.config().flag(NodeOption.NOTIFY_RETRACT)) {
            notifier.tell(call.home(), node, Events.purged(node, names.next()), notices);
        }
        nodes.turns()
                .take(
                        node,
                        unit -> {
                            writer.remove(node, node.items(ItemIndex::clear), unit);
                            return node;
                        },
                        notices);
        call.later().add(() -> listeners.removed(node, call.from(), call.unit()));
        return Optional.empty();
    }
}
