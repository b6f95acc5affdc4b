package im.carillon.pubsub;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.store.Nodes;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.timeline.ItemPage;
import im.carillon.timeline.NodeItems;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What service discovery tells about nodes (XEP-0060 §5.3 to §5.5). */
@Singleton
public final class NodeDiscovery {

    private static final String META_DATA = "http://jabber.org/protocol/pubsub#meta-data";
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final int MOST_ITEMS = 500;

    private final Nodes nodes;
    private final NodeItems items;
    private final Standings standings;

    @Inject
    NodeDiscovery(Nodes nodes, NodeItems items, Standings standings) {
        this.nodes = nodes;
        this.items = items;
        this.standings = standings;
    }

    /** About a node that may be known; on a service all are, except that outcasts know nothing of them. */
    public Optional<DiscoInfo> info(BareJid service, String name, Jid from) {
        return nodes.find(new NodeKey(service, name))
                .filter(node -> isVisible(node, from))
                .map(NodeDiscovery::info);
    }

    /** Whether somebody may know that there is this node. */
    public boolean isVisible(Node node, Jid from) {
        if (Access.retrieve(node.config(), standings.of(node, from)).isAllowed()) {
            return true;
        }
        return node.service().isDomain()
                && node.config().accessModel() == AccessModel.AUTHORIZE
                && node.state().affiliation(from.bare()) != Affiliation.OUTCAST;
    }

    private static DiscoInfo info(Node node) {
        return new DiscoInfo(
                List.of(new DiscoIdentity("pubsub", "leaf", node.config().text(NodeOption.TITLE))),
                List.of(PUBSUB),
                List.of(metaData(node)));
    }

    private static XmlElement metaData(Node node) {
        NodeConfig config = node.config();
        List<Field> fields = new ArrayList<>();
        for (NodeOption option : List.of(
                NodeOption.TITLE,
                NodeOption.DESCRIPTION,
                NodeOption.TYPE,
                NodeOption.LANGUAGE,
                NodeOption.CONTACT,
                NodeOption.ACCESS_MODEL,
                NodeOption.PUBLISH_MODEL,
                NodeOption.MAX_ITEMS)) {
            if (!config.texts(option).isEmpty()) {
                fields.add(
                        Field.of(FieldType.TEXT_SINGLE, option.variable(), "").with(config.texts(option)));
            }
        }
        fields.add(text(
                "creation_date", node.created().truncatedTo(ChronoUnit.SECONDS).toString()));
        fields.add(text("creator", node.creator().toString()));
        fields.add(text("num_subscribers", Integer.toString(node.state().subscribers())));
        fields.add(addresses("owner", node.state().with(Affiliation.OWNER)));
        fields.add(addresses("publisher", node.state().with(Affiliation.PUBLISHER)));
        return Form.result(META_DATA, fields).toElement();
    }

    private static Field text(String name, String value) {
        return Field.of(FieldType.TEXT_SINGLE, "pubsub#" + name, "").with(value);
    }

    private static Field addresses(String name, List<BareJid> addresses) {
        return Field.of(FieldType.JID_MULTI, "pubsub#" + name, "")
                .with(addresses.stream().map(BareJid::toString).toList());
    }

    /** The items of a node, for those who may retrieve them. */
    public Optional<List<DiscoItem>> items(BareJid service, String name, Jid from) {
        Optional<Node> node = nodes.find(new NodeKey(service, name)).filter(found -> isVisible(found, from));
        return node.map(found ->
                Access.retrieve(found.config(), standings.of(found, from)).isAllowed() ? itemsOf(found) : List.of());
    }

    private List<DiscoItem> itemsOf(Node node) {
        return items.page(node.timeline(), ItemPage.newest(MOST_ITEMS)).stream()
                .map(item -> new DiscoItem(node.service(), Optional.empty(), Optional.of(item.id())))
                .toList();
    }

    /** A node as an item of its service. */
    public static DiscoItem item(Node node) {
        return new DiscoItem(
                node.service(),
                Optional.of(node.name()),
                Optional.of(node.config().text(NodeOption.TITLE)).filter(title -> !title.isEmpty()));
    }
}
