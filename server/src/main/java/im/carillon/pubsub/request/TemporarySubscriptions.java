package im.carillon.pubsub.request;

import im.carillon.jid.BareJid;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.Nodes;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends subscriptions that are to last as long as the subscriber is available (XEP-0060 §12.4). Which
 * nodes have such ones is remembered here; what an earlier run of the server left is found when the
 * first of them is asked for.
 */
@Singleton
final class TemporarySubscriptions implements PresenceListener {

    private static final Logger LOG = LoggerFactory.getLogger(TemporarySubscriptions.class);

    private final Provider<Nodes> nodes;
    private final SessionRegistry sessions;
    private final ConcurrentHashMap<BareJid, Set<NodeKey>> byAccount = new ConcurrentHashMap<>();
    private boolean loaded;

    @Inject
    TemporarySubscriptions(Provider<Nodes> nodes, SessionRegistry sessions) {
        this.nodes = nodes;
        this.sessions = sessions;
    }

    /** A subscription was made or changed. */
    void noted(Node node, Subscription subscription) {
        if (subscription.options().temporary()) {
            byAccount
                    .computeIfAbsent(subscription.address().bare(), account -> ConcurrentHashMap.newKeySet())
                    .add(node.key());
        }
    }

    @Override
    public void availabilityChanged(
            Session session, Optional<Presence> before, Optional<Presence> now, UnitOfWork unit) {
        if (now.isEmpty()) {
            load();
            Set<NodeKey> keys = byAccount.getOrDefault(session.account(), Set.of());
            if (!keys.isEmpty()) {
                Thread.startVirtualThread(() -> end(session, List.copyOf(keys)));
            }
        }
    }

    private synchronized void load() {
        if (!loaded) {
            Nodes all = nodes.get();
            for (NodeKey key : all.read((store, handle) -> store.withEndingSubscriptions(handle))) {
                all.find(key).ifPresent(node -> node.state().subscriptions().forEach(one -> noted(node, one)));
            }
            loaded = true;
        }
    }

    private void end(Session session, List<NodeKey> keys) {
        boolean gone = sessions.of(session.account()).stream().noneMatch(Session::isAvailable);
        try {
            for (NodeKey key : keys) {
                Optional<Node> node = nodes.get().find(key);
                if (node.isPresent()) {
                    nodes.get().edit(node.get(), state -> ended(state, session, gone));
                }
            }
        } catch (StanzaException e) {
            LOG.debug("a node went in the meantime: {}", e.getMessage());
        } catch (StorageException e) {
            LOG.warn("temporary subscriptions of {} stay: {}", session, e.getMessage());
        }
    }

    private static List<NodeChange> ended(NodeState state, Session session, boolean gone) {
        return state.subscriptions(session.account()).stream()
                .filter(one -> one.options().temporary())
                .filter(one -> one.address().equals(session.address())
                        || gone && one.address().equals(session.account()))
                .<NodeChange>map(NodeChange.Unsubscribed::new)
                .toList();
    }
}
