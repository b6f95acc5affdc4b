package im.carillon.pubsub.node;

import im.carillon.jid.BareJid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is settled about a node at one moment: its configuration, affiliations and subscriptions. Immutable. */
public final class NodeState {

    private final NodeConfig config;
    private final Map<BareJid, Affiliation> affiliations;
    private final Map<BareJid, List<Subscription>> subscriptions;
    private final List<BareJid> owners;

    private NodeState(
            NodeConfig config, Map<BareJid, Affiliation> affiliations, Map<BareJid, List<Subscription>> subscriptions) {
        this.config = config;
        this.affiliations = affiliations;
        this.subscriptions = subscriptions;
        this.owners = with(Affiliation.OWNER);
    }

    public static NodeState of(
            NodeConfig config, Map<BareJid, Affiliation> affiliations, List<Subscription> subscriptions) {
        Map<BareJid, List<Subscription>> byAccount = new HashMap<>();
        for (Subscription subscription : subscriptions) {
            byAccount
                    .computeIfAbsent(subscription.address().bare(), account -> new ArrayList<>(1))
                    .add(subscription);
        }
        byAccount.replaceAll((account, all) -> List.copyOf(all));
        return new NodeState(config, Map.copyOf(affiliations), byAccount);
    }

    public NodeConfig config() {
        return config;
    }

    public Map<BareJid, Affiliation> affiliations() {
        return affiliations;
    }

    public Affiliation affiliation(BareJid who) {
        return affiliations.getOrDefault(who, Affiliation.NONE);
    }

    public List<BareJid> owners() {
        return owners;
    }

    public List<BareJid> with(Affiliation affiliation) {
        return affiliations.entrySet().stream()
                .filter(entry -> entry.getValue() == affiliation)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    public List<Subscription> subscriptions() {
        return subscriptions.values().stream().flatMap(List::stream).toList();
    }

    /** Those of each account and its resources. */
    public Collection<List<Subscription>> bySubscriber() {
        return subscriptions.values();
    }

    /** Whether an account, not just one of its resources, has a subscription in force. */
    public boolean isSubscribed(BareJid account) {
        for (Subscription subscription : subscriptions(account)) {
            if (subscription.isActive() && subscription.address().equals(account)) {
                return true;
            }
        }
        return false;
    }

    /** Those of an account and its resources. */
    public List<Subscription> subscriptions(BareJid account) {
        return subscriptions.getOrDefault(account, List.of());
    }

    /** How many accounts have one. */
    public int subscribers() {
        return subscriptions.size();
    }

    public NodeState with(NodeConfig changed) {
        return new NodeState(changed, affiliations, subscriptions);
    }

    public NodeState with(BareJid who, Affiliation affiliation) {
        Map<BareJid, Affiliation> changed = new HashMap<>(affiliations);
        if (affiliation == Affiliation.NONE) {
            changed.remove(who);
        } else {
            changed.put(who, affiliation);
        }
        return new NodeState(config, Map.copyOf(changed), subscriptions);
    }

    /** With a subscription that is new, or takes the place of the one with its address and id. */
    public NodeState with(Subscription subscription) {
        List<Subscription> own =
                new ArrayList<>(subscriptions(subscription.address().bare()));
        Optional<Subscription> old = own.stream()
                .filter(one -> one.is(subscription.address(), subscription.id()))
                .findFirst();
        if (old.isPresent()) {
            own.set(own.indexOf(old.get()), subscription);
        } else {
            own.add(subscription);
        }
        return withSubscriptions(subscription.address().bare(), own);
    }

    public NodeState without(Subscription subscription) {
        List<Subscription> own =
                new ArrayList<>(subscriptions(subscription.address().bare()));
        own.removeIf(one -> one.is(subscription.address(), subscription.id()));
        return withSubscriptions(subscription.address().bare(), own);
    }

    private NodeState withSubscriptions(BareJid account, List<Subscription> own) {
        Map<BareJid, List<Subscription>> changed = new HashMap<>(subscriptions);
        if (own.isEmpty()) {
            changed.remove(account);
        } else {
            changed.put(account, List.copyOf(own));
        }
        return new NodeState(config, affiliations, changed);
    }
}
