package im.carillon.bookmarks;

import com.google.common.util.concurrent.Striped;
import im.carillon.jid.BareJid;
import im.carillon.pep.PersonalNodes;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bookmarks of accounts. The node with an item for each room is the one that counts; the item with
 * all of them follows it.
 */
@Singleton
final class Bookmarks {

    private static final Logger LOG = LoggerFactory.getLogger(Bookmarks.class);
    private static final int STRIPES = 64;
    private static final String CURRENT = "current";

    private static final Map<NodeOption, String> FRESH = Map.of(
            NodeOption.ACCESS_MODEL, "whitelist",
            NodeOption.MAX_ITEMS, "max",
            NodeOption.SEND_LAST_PUBLISHED_ITEM, "never");
    private static final Map<NodeOption, String> FRESH_LEGACY = Map.of(NodeOption.ACCESS_MODEL, "whitelist");

    private final PersonalNodes nodes;
    private final Striped<Lock> following = Striped.lock(STRIPES);

    @Inject
    Bookmarks(PersonalNodes nodes) {
        this.nodes = nodes;
    }

    List<NodeItem> of(BareJid owner) {
        return nodes.items(owner, Conversion.NATIVE);
    }

    /** Makes the bookmarks those of an element with all of them; what is as it was stays untouched. */
    void replace(BareJid owner, XmlElement storage, UnitOfWork unit) throws StanzaException {
        if (!isPrivate(owner, Conversion.NATIVE)) {
            return;
        }
        Map<String, XmlElement> known = new LinkedHashMap<>();
        of(owner).forEach(item -> item.payload().ifPresent(payload -> known.put(item.id(), payload)));
        Map<String, XmlElement> wanted = Conversion.single(storage, known);
        Map<String, XmlElement> changed = new LinkedHashMap<>(wanted);
        changed.entrySet().removeIf(room -> Objects.equals(room.getValue(), known.get(room.getKey())));
        nodes.publish(owner, Conversion.NATIVE, FRESH, changed, unit);
        List<String> gone = known.keySet().stream()
                .filter(room -> !wanted.containsKey(room))
                .toList();
        Optional<Node> node = nodes.find(owner, Conversion.NATIVE);
        if (node.isPresent() && !gone.isEmpty()) {
            nodes.retract(node.get(), gone, unit);
        }
    }

    /** XEP-0411 §6: bookmarks that others can read are left alone. */
    private boolean isPrivate(BareJid owner, String name) {
        return nodes.find(owner, name)
                .map(node -> node.config().accessModel() == AccessModel.WHITELIST)
                .orElse(true);
    }

    /** Lets the item with all of them follow once the unit is durable. */
    void followed(BareJid owner, UnitOfWork unit) {
        unit.afterCommit(() -> Thread.startVirtualThread(() -> follow(owner)));
    }

    private void follow(BareJid owner) {
        Lock lock = following.get(owner);
        lock.lock();
        try {
            Optional<XmlElement> present =
                    nodes.find(owner, Conversion.LEGACY).flatMap(nodes::newest).flatMap(NodeItem::payload);
            List<XmlElement> others = present.map(Conversion::others).orElse(List.of());
            XmlElement all = Conversion.collected(of(owner), others);
            if (isPrivate(owner, Conversion.LEGACY)
                    && !all.equals(present.orElse(Conversion.collected(List.of(), List.of())))) {
                UnitOfWork unit = new UnitOfWork();
                nodes.publish(owner, Conversion.LEGACY, FRESH_LEGACY, CURRENT, all, unit);
                nodes.submit(unit);
            }
        } catch (StanzaException | StorageException e) {
            LOG.warn("the bookmarks of {} in one item are not up to date: {}", owner, e.getMessage());
        } finally {
            lock.unlock();
        }
    }
}
