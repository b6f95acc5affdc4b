package im.carillon.pep;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Home;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.request.Names;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.ItemPage;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes of accounts for other features: what accounts keep there, and what is put there for them. */
@Singleton
public final class PersonalNodes {

    private static final int ALL = 10_000;

    private final Nodes nodes;
    private final NodeItems items;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final AccountHomes homes;
    private final Names names;

    @Inject
    PersonalNodes(
            Nodes nodes,
            NodeItems items,
            ItemWriter writer,
            Standings standings,
            Notifier notifier,
            AccountHomes homes,
            Names names) {
        this.nodes = nodes;
        this.items = items;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.homes = homes;
        this.names = names;
    }

    public Optional<Node> find(BareJid owner, String node) {
        return nodes.find(new NodeKey(owner, node));
    }

    /** Whether somebody may retrieve what is in a node. */
    public boolean isReadable(Node node, Jid who) {
        return Access.retrieve(node.config(), standings.of(node, who)).isAllowed();
    }

    /** The newest item of a node; as a rule without a query. */
    public Optional<NodeItem> newest(Node node) {
        return nodes.newest(node);
    }

    /** All items of an account's node, oldest first. */
    public List<NodeItem> items(BareJid owner, String node) {
        return find(owner, node)
                .map(found -> items.page(found.timeline(), ItemPage.newest(ALL)))
                .orElse(List.of());
    }

    public Optional<NodeItem> item(Node node, String id) {
        return items.find(node.timeline(), List.of(id)).stream().findFirst();
    }

    /**
     * Publishes on behalf of the owner; durable with the unit. A node that is not there is made first.
     *
     * @param fresh how a new node is to be, apart from the default
     */
    public void publish(
            BareJid owner, String name, Map<NodeOption, String> fresh, String id, XmlElement payload, UnitOfWork unit)
            throws StanzaException {
        publish(owner, name, fresh, new LinkedHashMap<>(Map.of(id, payload)), unit);
    }

    /** The same for several items, one by one in this order. */
    public void publish(
            BareJid owner,
            String name,
            Map<NodeOption, String> fresh,
            Map<String, XmlElement> payloads,
            UnitOfWork unit)
            throws StanzaException {
        if (payloads.isEmpty()) {
            return;
        }
        Home home = homes.of(owner);
        Node node = nodes.withItems(open(home, name, fresh));
        for (Map.Entry<String, XmlElement> item : payloads.entrySet()) {
            ItemWriter.Draft draft = writer.draft(item.getKey(), owner.toString(), Optional.of(item.getValue()));
            writer.write(node, List.of(draft), unit);
            notifier.tell(home, node, Events.published(node, List.of(draft.item(0)), names.next(), owner), unit);
        }
    }

    private Node open(Home home, String name, Map<NodeOption, String> fresh) throws StanzaException {
        NodeKey key = new NodeKey(home.address(), name);
        Optional<Node> known = nodes.find(key);
        if (known.isPresent()) {
            return known.get();
        }
        home.requireMayCreate(home.address());
        NodeConfig config = home.standard(name);
        for (Map.Entry<NodeOption, String> option : fresh.entrySet()) {
            config = config.with(option.getKey(), option.getValue());
        }
        return nodes.findOrCreate(key, home.address(), config);
    }

    /** Sends a unit on its way that no stanza waits for. */
    public void submit(UnitOfWork unit) {
        nodes.turns().submit(unit);
    }

    /** Takes out items on behalf of the owner, as far as they are there; durable when this returns. */
    public void retract(Node node, List<String> ids, UnitOfWork unit) throws StanzaException {
        nodes.withItems(node);
        List<NodeItems.Key> gone = nodes.turns().take(node, turn -> {
            List<NodeItems.Key> taken = new ArrayList<>();
            ids.forEach(id -> node.items(index -> index.remove(id)).ifPresent(taken::add));
            writer.remove(node, taken, turn);
            return taken;
        });
        if (!gone.isEmpty()) {
            List<String> names = gone.stream().map(NodeItems.Key::id).toList();
            Home home = homes.of(node.service());
            notifier.tell(home, node, Events.retracted(node, names, this.names.next(), node.service()), unit);
        }
    }
}
