package im.carillon.pubsub.node;

import im.carillon.timeline.NodeItems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which items a node has, oldest first. Guarded by the node that it belongs to. */
public final class ItemIndex {

    private final Map<String, NodeItems.Key> byId = new LinkedHashMap<>();

    public ItemIndex(List<NodeItems.Key> oldestFirst) {
        oldestFirst.forEach(this::put);
    }

    /** Adds an item as the newest and returns the one whose place it takes. */
    public Optional<NodeItems.Key> put(NodeItems.Key item) {
        NodeItems.Key replaced = byId.remove(item.id());
        byId.put(item.id(), item);
        return Optional.ofNullable(replaced);
    }

    public Optional<NodeItems.Key> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<NodeItems.Key> remove(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    public int size() {
        return byId.size();
    }

    /** Takes out the oldest until no more than that many are left, and all in front of a position. */
    public List<NodeItems.Key> trim(int most, long before) {
        List<NodeItems.Key> taken = new ArrayList<>();
        for (NodeItems.Key item : byId.values()) {
            if (byId.size() - taken.size() <= most && item.position() >= before) {
                break;
            }
            taken.add(item);
        }
        taken.forEach(item -> byId.remove(item.id()));
        return taken;
    }

    /** Takes out all. */
    public List<NodeItems.Key> clear() {
        return trim(0, Long.MAX_VALUE);
    }
}
