package im.carillon.pubsub;

import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Node;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** All listeners; they come late, since they may need what tells them. */
@Singleton
public final class Listeners {

    private final Provider<Set<NodeListener>> listeners;

    @Inject
    Listeners(Provider<Set<NodeListener>> listeners) {
        this.listeners = listeners;
    }

    public void published(Node node, List<NodeItem> items, Jid by, UnitOfWork unit) {
        listeners.get().forEach(listener -> listener.published(node, items, by, unit));
    }

    public void removed(Node node, Jid by, UnitOfWork unit) {
        listeners.get().forEach(listener -> listener.removed(node, by, unit));
    }
}
