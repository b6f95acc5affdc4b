package im.carillon.pubsub.request;

import im.carillon.pubsub.Events;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away items and subscriptions whose time is over. Nobody sees them any more anyway, so it is
 * enough to do that now and then while something is published.
 */
@Singleton
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final Nodes nodes;
    private final ItemWriter writer;
    private final Notifier notifier;
    private final Names names;
    private final InstantSource clock;
    private final AtomicReference<Instant> next;

    @Inject
    Upkeep(Nodes nodes, ItemWriter writer, Notifier notifier, Names names, InstantSource clock) {
        this.nodes = nodes;
        this.writer = writer;
        this.notifier = notifier;
        this.names = names;
        this.clock = clock;
        this.next = new AtomicReference<>(clock.instant().plus(INTERVAL));
    }

    /** Starts when it is time again; returns at once. */
    void whenDue() {
        Instant due = next.get();
        Instant now = clock.instant();
        if (now.isAfter(due) && next.compareAndSet(due, now.plus(INTERVAL))) {
            Thread.startVirtualThread(this::run);
        }
    }

    void run() {
        try {
            for (NodeKey key : nodes.read((store, handle) -> store.expiring(handle))) {
                nodes.find(key).ifPresent(this::removeItems);
            }
            for (NodeKey key : nodes.read((store, handle) -> store.withEndingSubscriptions(handle))) {
                nodes.find(key).ifPresent(this::removeSubscriptions);
            }
        } catch (StorageException e) {
            LOG.warn("what has expired stays for now: {}", e.getMessage());
        }
    }

    private void removeItems(Node node) {
        try {
            nodes.withItems(node);
            nodes.turns().take(node, unit -> {
                writer.trim(node, unit);
                return node;
            });
        } catch (StanzaException e) {
            LOG.debug("{} went in the meantime", node);
        }
    }

    private void removeSubscriptions(Node node) {
        Instant now = clock.instant();
        if (expired(node.state(), now).isEmpty()) {
            return;
        }
        try {
            UnitOfWork unit = new UnitOfWork();
            for (NodeChange change : nodes.edit(node, state -> expired(state, now))) {
                if (change instanceof NodeChange.Unsubscribed(Subscription subscription)) {
                    notifier.send(Events.subscription(node, subscription, "none", names.next()), unit);
                }
            }
            nodes.turns().submit(unit);
        } catch (StanzaException e) {
            LOG.debug("{} went in the meantime", node);
        }
    }

    private static List<NodeChange> expired(NodeState state, Instant now) {
        return state.subscriptions().stream()
                .filter(one -> one.options().isExpired(now))
                .<NodeChange>map(NodeChange.Unsubscribed::new)
                .toList();
    }
}
