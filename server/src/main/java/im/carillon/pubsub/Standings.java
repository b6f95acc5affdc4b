package im.carillon.pubsub;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.Standing;
import im.carillon.pubsub.node.Subscription;
import im.carillon.routing.Subscriptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Finds out how somebody stands to a node. */
@Singleton
public final class Standings {

    private final Subscriptions rosters;

    /** What the rosters of a node's owners say about somebody. */
    public record Acquaintance(boolean seesPresence, boolean inGroup) {}

    @Inject
    Standings(Subscriptions rosters) {
        this.rosters = rosters;
    }

    /** May block on the database. */
    public Standing of(Node node, Jid who) {
        return of(node.state(), who.bare(), acquaintance(node.state(), who.bare()));
    }

    /** May block on the database. */
    public Acquaintance acquaintance(NodeState state, BareJid who) {
        AccessModel model = state.config().accessModel();
        if (model != AccessModel.PRESENCE && model != AccessModel.ROSTER
                || state.affiliation(who) != Affiliation.NONE) {
            return new Acquaintance(false, false);
        }
        Set<String> groups = state.config().rosterGroups();
        boolean sees = false;
        boolean in = false;
        for (BareJid owner : state.owners()) {
            if (rosters.isSubscribed(owner, who)) {
                sees = true;
                in |= model == AccessModel.ROSTER && !Collections.disjoint(rosters.groups(owner, who), groups);
            }
        }
        return new Acquaintance(sees, in);
    }

    /** Does not block. */
    public Standing of(NodeState state, BareJid who, Acquaintance acquaintance) {
        List<Subscription> subscriptions = state.subscriptions(who);
        return new Standing(
                state.affiliation(who),
                subscriptions.stream().anyMatch(Subscription::isActive),
                subscriptions.stream().anyMatch(one -> !one.isActive()),
                acquaintance.seesPresence(),
                acquaintance.inGroup());
    }
}
