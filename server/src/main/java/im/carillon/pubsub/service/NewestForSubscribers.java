package im.carillon.pubsub.service;

import im.carillon.jid.FullJid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Sends subscribers who come online the newest item of those nodes that are configured to do so
 * (XEP-0060 §4.3, {@code on_sub_and_presence}).
 */
final class NewestForSubscribers implements PresenceListener {

    private final Provider<Nodes> nodes;
    private final Provider<ItemWriter> writer;
    private final Provider<Notifier> notifier;
    private final Standings standings;

    @Inject
    NewestForSubscribers(
            Provider<Nodes> nodes, Provider<ItemWriter> writer, Provider<Notifier> notifier, Standings standings) {
        this.nodes = nodes;
        this.writer = writer;
        this.notifier = notifier;
        this.standings = standings;
    }

    @Override
    public void availabilityChanged(
            Session session, Optional<Presence> before, Optional<Presence> now, UnitOfWork unit) {
        if (before.isPresent() || now.isEmpty()) {
            return;
        }
        List<NodeKey> keys = nodes.get().read((store, handle) -> store.announced(handle, session.account()));
        for (NodeKey key : keys) {
            if (key.service().isDomain()) {
                nodes.get().find(key).ifPresent(node -> send(session, node, unit));
            }
        }
    }

    private void send(Session session, Node node, UnitOfWork unit) {
        boolean subscribed = node.state().subscriptions(session.account()).stream()
                .filter(Subscription::isActive)
                .anyMatch(one -> !(one.address() instanceof FullJid full) || full.equals(session.address()));
        if (subscribed
                && Access.retrieve(node.config(), standings.of(node, session.account()))
                        .isAllowed()) {
            nodes.get()
                    .newest(node)
                    .filter(item -> item.position() >= writer.get().oldest(node.config()))
                    .ifPresent(item -> notifier.get()
                            .send(Events.newest(node, item).message().withTo(session.address()), unit));
        }
    }
}
