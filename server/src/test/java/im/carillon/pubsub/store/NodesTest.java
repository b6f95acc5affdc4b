package im.carillon.pubsub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.PubsubLimits;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.node.SubscriptionOptions;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.ManualClock;
import im.carillon.testkit.Xml;
import im.carillon.timeline.ItemPage;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.timeline.Timelines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is kept of nodes, on both databases. */
class NodesTest {

    private static final BareJid OWNER = BareJid.of("owner@localhost");
    private static final BareJid SERVICE = BareJid.of("pubsub.localhost");
    private static final PubsubLimits LIMITS = new PubsubLimits(5, 100, 3, 1_000, 10, 10);

    private final ManualClock clock = new ManualClock();

    /** What one run of the server knows. */
    private record Memory(Nodes nodes, ItemWriter writer, NodeItems items) {

        private Node publish(Node node, String... ids) {
            UnitOfWork unit = new UnitOfWork();
            nodes.withItems(node);
            for (String id : ids) {
                writer.write(
                        node,
                        List.of(writer.draft(
                                id, "owner@localhost", Optional.of(Xml.element("<a xmlns='b'>" + id + "</a>")))),
                        unit);
            }
            nodes.turns().complete(unit);
            return node;
        }

        private List<String> ids(Node node) {
            return items.page(node.timeline(), ItemPage.newest(100)).stream()
                    .map(NodeItem::id)
                    .toList();
        }
    }

    private Memory memory(Database database) {
        NodeItems items = new NodeItems(database, new StoredXml());
        NodeStore store = new NodeStore(items);
        Nodes nodes = new Nodes(database, store, items, LIMITS, clock);
        return new Memory(nodes, new ItemWriter(nodes, items, new Timelines(database, clock), LIMITS, clock), items);
    }

    private static NodeConfig max() {
        return NodeConfig.standard().with(NodeOption.MAX_ITEMS, "max");
    }

    @DatabaseTest
    void everythingIsThereForTheNextRun(Database database) throws Exception {
        Memory one = memory(database);
        NodeKey key = new NodeKey(SERVICE, "'; DROP TABLE node; -- \u2603");
        Node node = one.nodes().create(key, OWNER, max().with(NodeOption.TITLE, "Snow"));
        Subscription subscription = new Subscription(
                Jid.of("reader@localhost/x"),
                "sub1",
                Subscription.State.SUBSCRIBED,
                new SubscriptionOptions(
                        false, Optional.of(Instant.EPOCH.plusSeconds(60)), false, Set.of("away", "dnd")));
        one.nodes()
                .edit(
                        node,
                        now -> List.of(
                                new NodeChange.Subscribed(subscription),
                                new NodeChange.Affiliated(BareJid.of("friend@localhost"), Affiliation.PUBLISH_ONLY)));
        one.publish(node, "a", "b", "a");

        Memory next = memory(database);
        Node read = next.nodes().find(key).orElseThrow();
        assertThat(read).isNotSameAs(node);
        assertThat(read.config()).isEqualTo(node.config());
        assertThat(read.state().subscriptions()).containsExactly(subscription);
        assertThat(read.state().affiliation(BareJid.of("friend@localhost"))).isEqualTo(Affiliation.PUBLISH_ONLY);
        assertThat(read.state().affiliation(OWNER)).isEqualTo(Affiliation.OWNER);
        assertThat(next.ids(read)).containsExactly("b", "a");
        assertThat(next.nodes().newest(read).map(NodeItem::id)).contains("a");
    }

    @DatabaseTest
    void theOldestItemsGoWhenThereAreTooMany(Database database) throws Exception {
        Memory memory = memory(database);
        Node node = memory.nodes().create(new NodeKey(SERVICE, "full"), OWNER, max());
        memory.publish(node, "a", "b");
        memory.publish(node, "c", "d", "e");
        assertThat(memory.ids(node)).containsExactly("c", "d", "e");
        assertThat(count(database, "stanza")).as("nothing is left behind").isEqualTo(3);
        assertThat(count(database, "timeline_entry")).isEqualTo(3);
        assertThat(memory(database).ids(memory.nodes().find(node.key()).orElseThrow()))
                .containsExactly("c", "d", "e");
    }

    private static int count(Database database, String table) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    @DatabaseTest
    void itemsLiveAsLongAsTheNodeSays(Database database) throws Exception {
        Memory memory = memory(database);
        Node node =
                memory.nodes().create(new NodeKey(SERVICE, "short"), OWNER, max().with(NodeOption.ITEM_EXPIRE, "60"));
        memory.publish(node, "a");
        clock.advance(Duration.ofSeconds(61));
        memory.publish(node, "b");
        assertThat(memory.ids(node)).containsExactly("b");
    }

    @DatabaseTest
    void aDeletedNodeLeavesNothing(Database database) throws Exception {
        Memory memory = memory(database);
        NodeKey key = new NodeKey(OWNER, "urn:example:a");
        Node node = memory.nodes().create(key, OWNER, max());
        memory.publish(node, "a", "b");
        memory.nodes().delete(node, Optional.of("xmpp:elsewhere"));
        assertThat(memory.nodes().find(key)).isEmpty();
        assertThat(node.isGone()).isTrue();
        for (String table : List.of("node", "node_item", "node_affiliation", "stanza", "timeline_entry")) {
            assertThat(count(database, table)).as(table).isZero();
        }
        assertThatThrownBy(() -> memory.nodes().require(key))
                .isInstanceOf(StanzaException.class)
                .hasMessageContaining("xmpp:elsewhere");
        assertThat(memory.nodes().create(key, OWNER, max()).isGone()).isFalse();
        assertThat(memory.nodes().require(key)).isNotNull();
    }

    @DatabaseTest
    void anAccountMakesSoManyNodesAndNoMore(Database database) throws Exception {
        Memory memory = memory(database);
        for (int i = 0; i < LIMITS.nodesPerAccount(); i++) {
            memory.nodes().create(new NodeKey(SERVICE, "n" + i), OWNER, max());
        }
        assertThatThrownBy(() -> memory.nodes().create(new NodeKey(SERVICE, "more"), OWNER, max()))
                .isInstanceOf(StanzaException.class)
                .hasMessageContaining("policy-violation");
        assertThatThrownBy(() -> memory.nodes().create(new NodeKey(SERVICE, "n0"), OWNER, max()))
                .hasMessageContaining("conflict");
    }

    @DatabaseTest
    void theNodesOfManyAccountsComeTogether(Database database) throws Exception {
        Memory memory = memory(database);
        BareJid other = BareJid.of("other@localhost");
        BareJid nobody = BareJid.of("nobody@localhost");
        memory.publish(memory.nodes().create(new NodeKey(OWNER, "x"), OWNER, max()), "1", "2");
        memory.publish(memory.nodes().create(new NodeKey(other, "y"), other, max()), "3");
        Memory next = memory(database);
        next.nodes().loadShelves(List.of(OWNER, other, nobody));
        assertThat(next.nodes().shelf(OWNER)).containsExactly("x");
        assertThat(next.nodes().shelf(nobody)).isEmpty();
        Node node = next.nodes().find(new NodeKey(OWNER, "x")).orElseThrow();
        assertThat(node.newest(() -> Optional.empty()).map(NodeItem::id))
                .as("it came with the node")
                .contains("2");
        Node made = next.nodes().create(new NodeKey(nobody, "z"), nobody, max());
        assertThat(next.nodes().find(made.key())).contains(made);
    }
}
