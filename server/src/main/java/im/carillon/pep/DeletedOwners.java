package im.carillon.pep;

import im.carillon.account.AccountListener;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A deleted account leaves no nodes behind, and no subscriptions and affiliations elsewhere, which
 * whoever gets its address later would inherit.
 */
final class DeletedOwners implements AccountListener {

    private static final Logger LOG = LoggerFactory.getLogger(DeletedOwners.class);

    private final Provider<Nodes> nodes;

    @Inject
    DeletedOwners(Provider<Nodes> nodes) {
        this.nodes = nodes;
    }

    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        if (change != Change.DELETED) {
            return;
        }
        Nodes all = nodes.get();
        all.all(account, all.shelf(account)).forEach(node -> all.delete(node, Optional.empty()));
        for (NodeKey key : all.read((store, handle) -> store.connected(handle, account))) {
            all.find(key).ifPresent(node -> leave(all, node, account));
        }
    }

    /** A node whose only owner is gone goes too: nobody could manage it. */
    private static void leave(Nodes all, Node node, BareJid account) {
        if (node.state().with(Affiliation.OWNER).equals(List.of(account))) {
            all.delete(node, Optional.empty());
            return;
        }
        try {
            all.edit(node, now -> departure(now, account));
        } catch (StanzaException e) {
            LOG.debug("{} went before {} could leave it: {}", node, account, e.getMessage());
        }
    }

    private static List<NodeChange> departure(NodeState now, BareJid account) {
        List<NodeChange> changes = new ArrayList<>();
        for (Subscription subscription : now.subscriptions(account)) {
            changes.add(new NodeChange.Unsubscribed(subscription));
        }
        if (now.affiliation(account) != Affiliation.NONE) {
            changes.add(new NodeChange.Affiliated(account, Affiliation.NONE));
        }
        return changes;
    }
}
