package im.carillon.pubsub.service;

import im.carillon.adhoc.CommandList;
import im.carillon.dataforms.Form;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.NodeDiscovery;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.request.Call;
import im.carillon.pubsub.store.Nodes;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the service is and can do, which nodes it has, and that hosts have it (XEP-0060 §5.1, §5.2). */
@Singleton
final class ServiceDiscovery implements DiscoContributor {

    static final String INFO = DiscoInfo.NAMESPACE;
    static final String ITEMS = DiscoItem.NAMESPACE;

    private static final int MOST_NODES = 1_000;
    private static final String RSM = "http://jabber.org/protocol/rsm";

    /** What is true of the service, of the names of XEP-0060 §10. */
    private static final List<String> FEATURES = List.of(
            "access-open",
            "config-node",
            "config-node-max",
            "create-and-configure",
            "create-nodes",
            "delete-items",
            "delete-nodes",
            "get-pending",
            "instant-nodes",
            "item-ids",
            "leased-subscription",
            "manage-subscriptions",
            "member-affiliation",
            "meta-data",
            "modify-affiliations",
            "multi-items",
            "multi-subscribe",
            "outcast-affiliation",
            "persistent-items",
            "presence-notifications",
            "publish",
            "publish-node-full",
            "publish-only-affiliation",
            "publish-options",
            "publisher-affiliation",
            "purge-nodes",
            "retract-items",
            "retrieve-affiliations",
            "retrieve-default",
            "retrieve-default-sub",
            "retrieve-items",
            "retrieve-subscriptions",
            "rsm",
            "subscribe",
            "subscription-notifications",
            "subscription-options");

    private final Nodes nodes;
    private final NodeDiscovery discovery;
    private final PendingCommand pending;

    @Inject
    ServiceDiscovery(Nodes nodes, NodeDiscovery discovery, PendingCommand pending) {
        this.nodes = nodes;
        this.discovery = discovery;
        this.pending = pending;
    }

    @Override
    public List<XmlElement> items(BareJid host) {
        BareJid service = BareJid.of(PubsubService.LABEL + '.' + host.domain());
        return List.of(new DiscoItem(service, Optional.empty(), Optional.of("Publish and subscribe")).toElement());
    }

    XmlElement answer(ServiceHome home, XmlElement query, Jid from) throws StanzaException {
        Optional<String> node = query.attribute("node").filter(name -> !name.isEmpty());
        if (query.is(INFO, "query")) {
            return info(home, node, from).toElement(node);
        }
        if (!query.is(ITEMS, "query")) {
            throw PubsubError.BAD_REQUEST.exception();
        }
        if (node.isPresent()) {
            return list(node, items(home, node.get(), from), Optional.empty());
        }
        return nodes(home, query, from);
    }

    private DiscoInfo info(ServiceHome home, Optional<String> node, Jid from) throws StanzaException {
        if (node.filter(CommandList.NAMESPACE::equals).isPresent()) {
            return automation("command-list", "");
        }
        if (node.filter(PendingCommand.NODE::equals).isPresent()) {
            return automation("command-node", pending.name());
        }
        if (node.isPresent()) {
            return discovery.info(home.address(), node.get(), from).orElseThrow(PubsubError.NO_NODE::exception);
        }
        List<String> features = Stream.concat(
                        FEATURES.stream().map(name -> Call.NAMESPACE + '#' + name),
                        Stream.of(Call.NAMESPACE, INFO, ITEMS, RSM, CommandList.NAMESPACE, "urn:xmpp:ping"))
                .toList();
        return new DiscoInfo(
                List.of(new DiscoIdentity("pubsub", "service", "Publish and subscribe")), features, List.of());
    }

    private static DiscoInfo automation(String type, String name) {
        return new DiscoInfo(
                List.of(new DiscoIdentity("automation", type, name)),
                List.of(CommandList.NAMESPACE, Form.NAMESPACE),
                List.of());
    }

    private List<DiscoItem> items(ServiceHome home, String node, Jid from) throws StanzaException {
        if (node.equals(CommandList.NAMESPACE)) {
            return List.of(
                    new DiscoItem(home.address(), Optional.of(PendingCommand.NODE), Optional.of(pending.name())));
        }
        return discovery.items(home.address(), node, from).orElseThrow(PubsubError.NO_NODE::exception);
    }

    /** The nodes by name; when there are many, as pages (XEP-0059) whose ids are names. */
    private XmlElement nodes(ServiceHome home, XmlElement query, Jid from) throws StanzaException {
        NodePages.Page page = NodePages.read(query, MOST_NODES);
        List<String> names =
                nodes.read((store, handle) -> store.names(handle, home.address(), page.after(), page.most() + 1));
        boolean more = names.size() > page.most();
        List<String> shown = more ? names.subList(0, page.most()) : names;
        List<DiscoItem> items = new ArrayList<>(shown.size());
        for (String name : shown) {
            Optional<Node> node = nodes.find(new NodeKey(home.address(), name));
            node.filter(found -> discovery.isVisible(found, from))
                    .ifPresent(found -> items.add(NodeDiscovery.item(found)));
        }
        int count = nodes.read((store, handle) -> store.count(handle, home.address()));
        return list(
                Optional.empty(),
                items,
                more || page.asked() ? Optional.of(NodePages.set(shown, count)) : Optional.empty());
    }

    private static XmlElement list(Optional<String> node, List<DiscoItem> items, Optional<XmlElement> set) {
        XmlElement.Builder query = XmlElement.builder(ITEMS, "query")
                .attribute("node", node)
                .children(items.stream().map(DiscoItem::toElement).toList());
        set.ifPresent(query::child);
        return query.build();
    }
}
