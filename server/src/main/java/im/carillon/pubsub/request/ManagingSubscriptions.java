package im.carillon.pubsub.request;

import im.carillon.jid.Jid;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.node.SubscriptionOptions;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is subscribed to a node, as its owners say (XEP-0060 §8.8). */
final class ManagingSubscriptions {

    private static final int MOST = 1_000;

    private final Nodes nodes;
    private final Standings standings;
    private final Approvals approvals;
    private final Names names;

    /** What is wanted of one address; nothing for a subscription is its end. */
    private record Wish(Jid address, Optional<String> subid, Optional<Subscription.State> state) {}

    @Inject
    ManagingSubscriptions(Nodes nodes, Standings standings, Approvals approvals, Names names) {
        this.nodes = nodes;
        this.standings = standings;
        this.approvals = approvals;
        this.names = names;
    }

    private Node managed(Call call, XmlElement element) throws StanzaException {
        Node node = nodes.require(call.node(element));
        Access.manage(standings.of(node, call.from())).orThrow();
        return node;
    }

    Optional<XmlElement> get(Call call, XmlElement wanted) throws StanzaException {
        Node node = managed(call, wanted);
        XmlElement.Builder list =
                XmlElement.builder(Call.OWNER, "subscriptions").attribute("node", node.name());
        node.state().subscriptions().stream()
                .filter(Subscription::isActive)
                .forEach(one -> list.child(
                        Subscribers.element(Call.OWNER, one, one.state().wire()).build()));
        return Call.answer(Call.OWNER, list.build());
    }

    Optional<XmlElement> set(Call call, XmlElement wanted) throws StanzaException {
        Node node = managed(call, wanted);
        List<Wish> wishes = wishes(wanted);
        List<NodeChange> changes = nodes.edit(node, now -> changes(node.name(), now, wishes));
        call.later().add(() -> changes.forEach(change -> approvals.tell(node, change, call.unit())));
        return Optional.empty();
    }

    private static List<Wish> wishes(XmlElement wanted) throws StanzaException {
        List<XmlElement> elements = wanted.children(Call.OWNER, "subscription");
        if (elements.isEmpty() || elements.size() > MOST) {
            throw PubsubError.BAD_REQUEST.exception("from 1 to " + MOST + " subscriptions are set at a time");
        }
        List<Wish> wishes = new ArrayList<>();
        for (XmlElement element : elements) {
            Jid address = Subscribers.parsed(element.attribute("jid").orElseThrow(PubsubError.JID_REQUIRED::exception));
            Optional<String> state = element.attribute("subscription");
            if (state.isPresent()) {
                wishes.add(new Wish(address, element.attribute("subid"), state(state.get())));
            }
        }
        return wishes;
    }

    private static Optional<Subscription.State> state(String wire) throws StanzaException {
        return switch (wire) {
            case "none" -> Optional.empty();
            case "subscribed" -> Optional.of(Subscription.State.SUBSCRIBED);
            default -> throw PubsubError.NOT_ACCEPTABLE.exception("a subscription can be 'subscribed' or 'none'");
        };
    }

    /** All or none; whatever cannot be is told, with what it still is (XEP-0060 §8.8.2.4). */
    private List<NodeChange> changes(String node, NodeState now, List<Wish> wishes) throws StanzaException {
        List<Wish> impossible =
                wishes.stream().filter(wish -> !isPossible(now, wish)).toList();
        if (!impossible.isEmpty()) {
            throw refusal(node, now, impossible);
        }
        List<NodeChange> changes = new ArrayList<>();
        NodeState after = now;
        for (Wish wish : wishes) {
            List<NodeChange> one = changes(after, wish);
            for (NodeChange change : one) {
                after = change.appliedTo(after);
            }
            changes.addAll(one);
        }
        return changes;
    }

    /** Whoever is not subscribed cannot be unsubscribed, and whoever may not be notified is no subscriber. */
    private static boolean isPossible(NodeState now, Wish wish) {
        if (wish.state().isEmpty()) {
            return !meant(now, wish).isEmpty();
        }
        return switch (now.affiliation(wish.address().bare())) {
            case OUTCAST, PUBLISH_ONLY -> false;
            case NONE -> now.config().accessModel() != AccessModel.WHITELIST;
            case OWNER, PUBLISHER, MEMBER -> true;
        };
    }

    private static StanzaException refusal(String node, NodeState now, List<Wish> impossible) {
        XmlElement.Builder list =
                XmlElement.builder(Call.OWNER, "subscriptions").attribute("node", node);
        for (Wish wish : impossible) {
            String state = meant(now, wish).stream()
                    .map(one -> one.state().wire())
                    .findFirst()
                    .orElse("none");
            list.child(XmlElement.builder(Call.OWNER, "subscription")
                    .attribute("jid", wish.address().toString())
                    .attribute("subid", wish.subid())
                    .attribute("subscription", state)
                    .build());
        }
        return PubsubError.NOT_ACCEPTABLE.exception(
                "who is not subscribed cannot be unsubscribed, and who may not be notified cannot be subscribed",
                XmlElement.builder(Call.OWNER, "pubsub").child(list.build()).build());
    }

    private static List<Subscription> meant(NodeState now, Wish wish) {
        return now.subscriptions(wish.address().bare()).stream()
                .filter(one -> one.address().equals(wish.address()))
                .filter(one -> wish.subid().isEmpty() || wish.subid().get().equals(one.id()))
                .toList();
    }

    private List<NodeChange> changes(NodeState now, Wish wish) {
        List<Subscription> meant = meant(now, wish);
        if (wish.state().isEmpty()) {
            return meant.stream().<NodeChange>map(NodeChange.Unsubscribed::new).toList();
        }
        if (meant.isEmpty()) {
            return List.of(new NodeChange.Subscribed(new Subscription(
                    wish.address(), names.next(), Subscription.State.SUBSCRIBED, SubscriptionOptions.STANDARD)));
        }
        return meant.stream()
                .filter(one -> !one.isActive())
                .<NodeChange>map(one -> new NodeChange.Subscribed(one.with(Subscription.State.SUBSCRIBED)))
                .toList();
    }
}
