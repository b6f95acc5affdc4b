package im.carillon.pubsub.request;

import im.carillon.jid.Jid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.ItemPage;
import im.carillon.timeline.NodeItem;
import im.carillon.timeline.NodeItems;
import im.carillon.timeline.Positions;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Retrieving items (XEP-0060 §6.5): all, by id, the newest, or page by page. The id of a place in the
 * result is the item's position, which stays good when the item is gone.
 */
final class Retrieving implements Action {

    private static final int MOST = 2_000;
    private static final int MOST_BYTES = 512 * 1024;
    private static final int POSITION_DIGITS = 15;

    private final Nodes nodes;
    private final NodeItems items;
    private final ItemWriter writer;
    private final Standings standings;

    @Inject
    Retrieving(Nodes nodes, NodeItems items, ItemWriter writer, Standings standings) {
        this.nodes = nodes;
        this.items = items;
        this.writer = writer;
        this.standings = standings;
    }

    @Override
    public Optional<XmlElement> run(Call call, XmlElement wanted) throws StanzaException {
        Node node = nodes.require(call.node(wanted));
        Access.retrieve(node.config(), standings.of(node, call.from())).orThrow();
        requireSubid(node, call.from(), wanted.attribute("subid"));
        if (!node.config().persists()) {
            throw PubsubError.unsupported("persistent-items");
        }
        List<XmlElement> named = wanted.children(Call.NAMESPACE, "item");
        Optional<PageRequest> request = PageRequest.in(call.payload());
        if (!named.isEmpty()) {
            return Optional.of(answer(node, byId(node, named), Optional.empty()));
        }
        Optional<String> most = wanted.attribute("max_items").filter(text -> !text.equals("max"));
        int limit = most.isPresent() ? PageRequest.number(most.get()) : Integer.MAX_VALUE;
        return Optional.of(request.isPresent() ? page(node, request.get(), limit) : newest(node, limit));
    }

    /** XEP-0060 §6.5.9.1, §6.5.9.2. */
    private static void requireSubid(Node node, Jid from, Optional<String> given) throws StanzaException {
        List<Subscription> own = node.state().subscriptions(from.bare()).stream()
                .filter(one -> one.isActive()
                        && (one.address().equals(from) || one.address().equals(from.bare())))
                .toList();
        if (given.isPresent()
                && !own.isEmpty()
                && own.stream().noneMatch(one -> one.id().equals(given.get()))) {
            throw PubsubError.INVALID_SUBID.exception();
        }
        if (given.isEmpty() && own.size() > 1) {
            throw PubsubError.SUBID_REQUIRED.exception();
        }
    }

    private List<NodeItem> byId(Node node, List<XmlElement> named) throws StanzaException {
        List<String> ids = new ArrayList<>(named.size());
        for (XmlElement item : named) {
            ids.add(item.attribute("id").orElseThrow(PubsubError.ITEM_REQUIRED::exception));
        }
        if (ids.size() > MOST) {
            throw PubsubError.NOT_ACCEPTABLE.exception(MOST + " items can be asked for at a time");
        }
        long oldest = writer.oldest(node.config());
        return items.find(node.timeline(), ids).stream()
                .filter(item -> item.position() >= oldest)
                .toList();
    }

    /** Without a page the newest items; whether there are more is told. */
    private XmlElement newest(Node node, int limit) {
        int most = Math.min(limit, MOST);
        long oldest = before(writer.oldest(node.config()));
        if (most == 0) {
            return answer(node, List.of(), Optional.empty());
        }
        List<NodeItem> found = items.page(node.timeline(), new ItemPage(oldest, Long.MAX_VALUE, most, true));
        List<NodeItem> fitting = fitting(found.reversed()).reversed();
        boolean truncated = fitting.size() < found.size() || limit > MOST && found.size() == MOST;
        return answer(node, fitting, truncated ? Optional.of(set(node, oldest, fitting)) : Optional.empty());
    }

    private XmlElement page(Node node, PageRequest request, int limit) throws StanzaException {
        long oldest = before(writer.oldest(node.config()));
        long after = request.after().isPresent()
                ? Math.max(oldest, position(node, request.after().get()))
                : oldest;
        boolean backwards = request.before().isPresent();
        long before = request.before().filter(id -> !id.isEmpty()).isPresent()
                ? position(node, request.before().get())
                : Long.MAX_VALUE;
        int most = Math.min(Math.min(request.most().orElse(MOST), limit), MOST);
        if (most == 0) {
            return answer(node, List.of(), Optional.of(set(node, oldest, List.of())));
        }
        List<NodeItem> found = items.page(node.timeline(), new ItemPage(after, before, most, backwards));
        List<NodeItem> fitting = backwards ? fitting(found.reversed()).reversed() : fitting(found);
        return answer(node, fitting, Optional.of(set(node, oldest, fitting)));
    }

    private static long before(long position) {
        return position == Long.MIN_VALUE ? position : position - 1;
    }

    /** The place an id stands for: a position as we give them out, else the place of an item that is there. */
    private long position(Node node, String id) throws StanzaException {
        if (id.length() >= POSITION_DIGITS && id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                return Long.parseLong(id);
            } catch (NumberFormatException e) {
                throw PubsubError.NO_ITEM.exception();
            }
        }
        return items.find(node.timeline(), List.of(id)).stream()
                .mapToLong(NodeItem::position)
                .findFirst()
                .orElseThrow(PubsubError.NO_ITEM::exception);
    }

    /** As many of the first as go into one answer, one at least. */
    private static List<NodeItem> fitting(List<NodeItem> found) {
        int bytes = 0;
        for (int i = 0; i < found.size(); i++) {
            bytes += found.get(i)
                    .payload()
                    .map(payload -> XmlEncoder.encode(payload, "").length)
                    .orElse(0);
            if (bytes > MOST_BYTES && i > 0) {
                return found.subList(0, i);
            }
        }
        return found;
    }

    private XmlElement set(Node node, long oldest, List<NodeItem> page) {
        XmlElement.Builder set = XmlElement.builder(PageRequest.NAMESPACE, "set");
        int expired = oldest == Long.MIN_VALUE ? 0 : items.countBefore(node.timeline(), oldest + 1);
        if (!page.isEmpty()) {
            long first = page.getFirst().position();
            set.child(XmlElement.builder(PageRequest.NAMESPACE, "first")
                    .attribute("index", Integer.toString(items.countBefore(node.timeline(), first) - expired))
                    .text(Positions.id(first))
                    .build());
            set.child("last", Positions.id(page.getLast().position()));
        }
        int count = items.countBefore(node.timeline(), Long.MAX_VALUE) - expired;
        return set.child("count", Integer.toString(count)).build();
    }

    private static XmlElement answer(Node node, List<NodeItem> found, Optional<XmlElement> set) {
        XmlElement.Builder list = XmlElement.builder(Call.NAMESPACE, "items").attribute("node", node.name());
        found.forEach(item -> list.child(Events.item(Call.NAMESPACE, node.config(), item)));
        XmlElement.Builder pubsub = XmlElement.builder(Call.NAMESPACE, "pubsub").child(list.build());
        set.ifPresent(pubsub::child);
        return pubsub.build();
    }
}
