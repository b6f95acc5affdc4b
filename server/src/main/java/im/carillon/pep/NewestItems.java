package im.carillon.pep;

import im.carillon.caps.ClientFeatures;
import im.carillon.caps.Features;
import im.carillon.jid.BareJid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.SendLast;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.routing.ContactListener;
import im.carillon.routing.Hosts;
import im.carillon.routing.Subscriptions;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a client that comes online, or wants to know more than before, the newest item of each node
 * that it wants to know of: its own account's and those of its contacts (XEP-0163 §4.3.4). Who may see more
 * of an account than before gets the newest items of what is new (XEP-0060 §12.2).
 */
@Singleton
final class NewestItems implements PresenceListener, ContactListener {

    private static final Logger LOG = LoggerFactory.getLogger(NewestItems.class);

    private final ClientFeatures clients;
    private final Subscriptions rosters;
    private final Nodes nodes;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final Hosts hosts;
    private final SessionRegistry sessions;

    @Inject
    NewestItems(
            ClientFeatures clients,
            Subscriptions rosters,
            Nodes nodes,
            ItemWriter writer,
            Standings standings,
            Notifier notifier,
            Hosts hosts,
            SessionRegistry sessions) {
        this.sessions = sessions;
        this.clients = clients;
        this.rosters = rosters;
        this.nodes = nodes;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.hosts = hosts;
    }

    @Override
    public void availabilityChanged(
            Session session, Optional<Presence> before, Optional<Presence> now, UnitOfWork unit) {
        if (now.isEmpty() || before.isPresent() && ClientFeatures.isSame(before.get(), now.get())) {
            return;
        }
        Set<String> had =
                before.map(was -> clients.with(session, was).notified()).orElse(Set.of());
        Thread here = Thread.currentThread();
        clients.learn(session, now.get(), unit::afterCommit, features -> {
            if (Thread.currentThread().equals(here)) {
                send(session, added(features, had), unit);
            } else {
                sendLater(session, added(features, had));
            }
        });
    }

    @Override
    public void tieChanged(BareJid account, BareJid contact, Tie before, Tie now) {
        if (hosts.isLocal(contact.domain())
                && now.seesPresence()
                && (!before.seesPresence() || !before.groups().containsAll(now.groups()))) {
            Thread.startVirtualThread(() -> sendGained(account, contact, before));
        }
    }

    private void sendGained(BareJid owner, BareJid contact, Tie before) {
        UnitOfWork unit = new UnitOfWork();
        try {
            for (Node node : nodes.all(owner, nodes.shelf(owner))) {
                if (!before.seesPresence() || isGained(node, before)) {
                    for (Session session : sessions.of(contact)) {
                        if (session.isAvailable()
                                && clients.of(session).notified().contains(node.name())) {
                            send(session, node, unit);
                        }
                    }
                }
            }
        } catch (StorageException e) {
            LOG.warn("{} does not get the newest items of {}: {}", contact, owner, e.getMessage());
        }
        unit.finish();
    }

    private static boolean isGained(Node node, Tie before) {
        return node.config().accessModel() == AccessModel.ROSTER
                && Collections.disjoint(node.config().rosterGroups(), before.groups());
    }

    private static Set<String> added(Features features, Set<String> had) {
        Set<String> added = new HashSet<>(features.notified());
        added.removeAll(had);
        return added;
    }

    private void sendLater(Session session, Set<String> wanted) {
        UnitOfWork unit = new UnitOfWork();
        try {
            send(session, wanted, unit);
        } catch (StorageException e) {
            LOG.warn("{} does not get the newest items: {}", session, e.getMessage());
        }
        unit.finish();
    }

    private void send(Session session, Set<String> wanted, UnitOfWork unit) {
        if (wanted.isEmpty()) {
            return;
        }
        BareJid account = session.account();
        List<BareJid> owners = new ArrayList<>();
        owners.add(account);
        for (BareJid contact : rosters.subscribedTo(account)) {
            if (hosts.isLocal(contact.domain())) {
                owners.add(contact);
            }
        }
        nodes.loadShelves(owners);
        for (BareJid owner : owners) {
            for (String name : nodes.shelf(owner)) {
                if (wanted.contains(name)) {
                    nodes.find(new NodeKey(owner, name)).ifPresent(node -> send(session, node, unit));
                }
            }
        }
    }

    private void send(Session session, Node node, UnitOfWork unit) {
        NodeConfig config = node.config();
        if (config.sendLast() == SendLast.ON_SUB_AND_PRESENCE
                && config.flag(NodeOption.DELIVER_NOTIFICATIONS)
                && Access.retrieve(config, standings.of(node, session.account()))
                        .isAllowed()) {
            boolean busy = node.isBusy();
            long sent = sendNewest(session, node, Long.MIN_VALUE, unit);
            if (busy) {
                Thread.startVirtualThread(() -> sendNewer(session, node, sent));
            }
        }
    }

    /** Sends the newest item if it stands behind a position, and returns its own. */
    private long sendNewest(Session session, Node node, long after, UnitOfWork unit) {
        Optional<NodeItem> newest = nodes.newest(node)
                .filter(item -> item.position() > after && item.position() >= writer.oldest(node.config()));
        newest.ifPresent(item -> notifier.send(announcement(node, item).withTo(session.address()), unit));
        return newest.map(NodeItem::position).orElse(after);
    }

    private static Message announcement(Node node, NodeItem item) {
        return node.announcement(item, newest -> Events.newest(node, newest).message());
    }

    /** What was on its way to the disk when the session came was not sent to it: it was not here yet. */
    private void sendNewer(Session session, Node node, long sent) {
        try {
            nodes.turns().take(node, turn -> node);
            UnitOfWork unit = new UnitOfWork();
            sendNewest(session, node, sent, unit);
            unit.finish();
        } catch (StanzaException | StorageException e) {
            LOG.debug("{} does not get what is newest in {}: {}", session, node, e.getMessage());
        }
    }
}
