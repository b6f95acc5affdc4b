package im.carillon.pep;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.NodeDiscovery;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.request.Call;
import im.carillon.pubsub.store.Nodes;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.spi.DiscoQuery;
import im.carillon.spi.IqTarget;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells that accounts have nodes, and which (XEP-0163 §6). */
final class PepDiscovery implements DiscoContributor {

    /** What is true of accounts, of the names of XEP-0060 §10. */
    private static final Set<String> FEATURES = Set.of(
                    "access-presence",
                    "auto-create",
                    "auto-subscribe",
                    "config-node",
                    "config-node-max",
                    "create-and-configure",
                    "create-nodes",
                    "delete-items",
                    "delete-nodes",
                    "filtered-notifications",
                    "instant-nodes",
                    "item-ids",
                    "last-published",
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
                    "presence-subscribe",
                    "publish",
                    "publish-node-full",
                    "publish-only-affiliation",
                    "publish-options",
                    "publisher-affiliation",
                    "pubsub-on-a-jid",
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
                    "subscription-options")
            .stream()
            .map(name -> Call.NAMESPACE + '#' + name)
            .collect(Collectors.toUnmodifiableSet());

    private final Nodes nodes;
    private final NodeDiscovery discovery;

    @Inject
    PepDiscovery(Nodes nodes, NodeDiscovery discovery) {
        this.nodes = nodes;
        this.discovery = discovery;
    }

    @Override
    public List<DiscoIdentity> identities(IqTarget target) {
        // a host says it too: that is where some clients look
        return List.of(new DiscoIdentity("pubsub", "pep", ""));
    }

    @Override
    public Set<String> features(IqTarget target) {
        return target == IqTarget.ACCOUNT ? FEATURES : Set.of();
    }

    @Override
    public Optional<DiscoInfo> nodeInfo(DiscoQuery query) {
        return query.target() == IqTarget.ACCOUNT
                ? discovery.info(query.address(), query.node(), query.from())
                : Optional.empty();
    }

    @Override
    public Optional<List<DiscoItem>> nodeItems(DiscoQuery query) {
        return query.target() == IqTarget.ACCOUNT
                ? discovery.items(query.address(), query.node(), query.from())
                : Optional.empty();
    }

    @Override
    public List<DiscoItem> accountItems(BareJid account, Jid from) {
        List<Node> all = nodes.all(account, nodes.shelf(account));
        return all.stream()
                .filter(node -> discovery.isVisible(node, from))
                .sorted(java.util.Comparator.comparing(Node::name))
                .map(NodeDiscovery::item)
                .toList();
    }
}
