package im.carillon.pubsub.request;

import im.carillon.jid.BareJid;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.store.Nodes;
import im.carillon.routing.ContactListener;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the subscriptions to nodes that are for those who get the owner's presence, or are in certain
 * groups of the roster, when somebody is that no longer (XEP-0060 §12.8). Until it has, they are not
 * notified either: that is decided anew for each notification.
 */
final class LostContacts implements ContactListener {

    private static final Logger LOG = LoggerFactory.getLogger(LostContacts.class);

    private final Provider<Nodes> nodes;
    private final Provider<Standings> standings;
    private final Provider<Approvals> approvals;

    @Inject
    LostContacts(Provider<Nodes> nodes, Provider<Standings> standings, Provider<Approvals> approvals) {
        this.nodes = nodes;
        this.standings = standings;
        this.approvals = approvals;
    }

    @Override
    public void tieChanged(BareJid account, BareJid contact, Tie before, Tie now) {
        boolean lost =
                before.seesPresence() && (!now.seesPresence() || !now.groups().containsAll(before.groups()));
        if (lost) {
            Thread.startVirtualThread(() -> follow(account, contact));
        }
    }

    private void follow(BareJid owner, BareJid contact) {
        try {
            Nodes all = nodes.get();
            for (NodeKey key : all.read((store, handle) -> store.connected(handle, contact))) {
                all.find(key)
                        .filter(node -> node.state().owners().contains(owner) && dependsOnRoster(node))
                        .ifPresent(node -> unsubscribe(node, contact));
            }
        } catch (StorageException e) {
            LOG.warn("subscriptions of {} to nodes of {} stay for now: {}", contact, owner, e.getMessage());
        }
    }

    private static boolean dependsOnRoster(Node node) {
        AccessModel model = node.config().accessModel();
        return model == AccessModel.PRESENCE || model == AccessModel.ROSTER;
    }

    private void unsubscribe(Node node, BareJid contact) {
        try {
            Standings.Acquaintance known = standings.get().acquaintance(node.state(), contact);
            UnitOfWork unit = new UnitOfWork();
            for (NodeChange change : nodes.get().edit(node, now -> ended(now, contact, known))) {
                approvals.get().tell(node, change, unit);
            }
            nodes.get().turns().submit(unit);
        } catch (StanzaException e) {
            LOG.debug("{} went before {} could leave it: {}", node, contact, e.getMessage());
        }
    }

    private List<NodeChange> ended(NodeState now, BareJid contact, Standings.Acquaintance known) {
        return Access.retrieve(now.config(), standings.get().of(now, contact, known))
                        .isAllowed()
                ? Collections.emptyList()
                : now.subscriptions(contact).stream()
                        .<NodeChange>map(NodeChange.Unsubscribed::new)
                        .toList();
    }
}
