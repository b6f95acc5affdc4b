package im.carillon.pubsub.request;

import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.PubsubLimits;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.SendLast;
import im.carillon.pubsub.node.Standing;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.node.SubscriptionOptions;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Subscribing and unsubscribing (XEP-0060 §6.1, §6.2). */
final class Subscribing {

    private final Nodes nodes;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final Approvals approvals;
    private final PubsubLimits limits;
    private final Names names;
    private final InstantSource clock;
    private final TemporarySubscriptions temporary;

    @Inject
    Subscribing(
            Nodes nodes,
            ItemWriter writer,
            Standings standings,
            Notifier notifier,
            Approvals approvals,
            PubsubLimits limits,
            Names names,
            InstantSource clock,
            TemporarySubscriptions temporary) {
        this.temporary = temporary;
        this.nodes = nodes;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.approvals = approvals;
        this.limits = limits;
        this.names = names;
        this.clock = clock;
    }

    Optional<XmlElement> subscribe(Call call, XmlElement subscribe) throws StanzaException {
        Node node = nodes.require(call.node(subscribe));
        Jid address = Subscribers.address(call, subscribe, PubsubError.INVALID_JID);
        SubscriptionOptions options = options(call, node);
        requireRoom(call, address.bare());
        Standings.Acquaintance known = standings.acquaintance(node.state(), address.bare());
        List<NodeChange> changes = nodes.edit(node, now -> subscribe(now, address, options, known));
        Optional<Subscription> made = changes.stream()
                .filter(NodeChange.Subscribed.class::isInstance)
                .map(change -> ((NodeChange.Subscribed) change).subscription())
                .findFirst();
        made.ifPresent(subscription -> call.later().add(() -> welcome(call, node, subscription)));
        Subscription subscription = made.isPresent()
                ? made.get()
                : existing(node.state(), address, options).orElseThrow(PubsubError.NO_SUCH_SUBSCRIBER::exception);
        return Optional.of(answer(call, node, subscription));
    }

    /** The options beside the subscription (XEP-0060 §6.3.7). */
    private SubscriptionOptions options(Call call, Node node) throws StanzaException {
        SubscriptionOptions standard = node.config().flag(NodeOption.TEMPSUB)
                ? new SubscriptionOptions(true, Optional.empty(), true, java.util.Set.of())
                : SubscriptionOptions.STANDARD;
        Optional<XmlElement> options = call.payload().child(Call.NAMESPACE, "options");
        if (options.isEmpty()) {
            return standard;
        }
        if (options.get().attribute("node").isPresent()
                || options.get().attribute("jid").isPresent()) {
            throw PubsubError.BAD_REQUEST.exception("options beside a subscription name neither node nor address");
        }
        try {
            Optional<XmlElement> form = Form.in(options.get());
            return form.isPresent() ? standard.changedBy(form.get(), clock.instant()) : standard;
        } catch (InvalidFormException e) {
            throw PubsubError.INVALID_OPTIONS.exception(e);
        }
    }

    private void requireRoom(Call call, BareJid account) throws StanzaException {
        int own = nodes.read(
                (store, handle) -> store.subscriptionsOf(handle, call.home().address(), account));
        if (own >= limits.subscriptionsPerAccount()) {
            throw PubsubError.TOO_MANY_SUBSCRIPTIONS.exception();
        }
    }

    private List<NodeChange> subscribe(
            NodeState now, Jid address, SubscriptionOptions options, Standings.Acquaintance known)
            throws StanzaException {
        Standing standing = standings.of(now, address.bare(), known);
        if (!now.config().flag(NodeOption.SUBSCRIBE) && standing.affiliation() != Affiliation.OWNER) {
            throw PubsubError.unsupported("subscribe");
        }
        Access.subscribe(now.config(), standing).orThrow();
        if (existing(now, address, options).isPresent()) {
            return List.of();
        }
        if (now.subscribers() >= limits.subscriptionsPerNode()) {
            throw PubsubError.TOO_MANY_SUBSCRIPTIONS.exception("the node has all the subscribers it can have");
        }
        Subscription.State state = Access.needsApproval(now.config(), standing)
                ? Subscription.State.PENDING
                : Subscription.State.SUBSCRIBED;
        return List.of(new NodeChange.Subscribed(new Subscription(address, names.next(), state, options)));
    }

    /** Who asks again for what there is gets that; other options make another subscription (XEP-0060 §6.1.6). */
    private static Optional<Subscription> existing(NodeState state, Jid address, SubscriptionOptions options) {
        return state.subscriptions(address.bare()).stream()
                .filter(one -> one.address().equals(address) && one.options().equals(options))
                .findFirst();
    }

    /** With the options, if some were asked for (XEP-0060 §6.3.7). */
    private static XmlElement answer(Call call, Node node, Subscription subscription) {
        XmlElement.Builder pubsub = XmlElement.builder(Call.NAMESPACE, "pubsub").child(shown(node, subscription));
        if (call.payload().hasChild(Call.NAMESPACE, "options")) {
            pubsub.child(XmlElement.builder(Call.NAMESPACE, "options")
                    .child(subscription.options().result())
                    .build());
        }
        return pubsub.build();
    }

    private static XmlElement shown(Node node, Subscription subscription) {
        XmlElement.Builder element = Subscribers.element(
                        Call.NAMESPACE, subscription, subscription.state().wire())
                .attribute("node", node.name());
        if (subscription.isActive()) {
            element.child(XmlElement.of(Call.NAMESPACE, "subscribe-options"));
        }
        return element.build();
    }

    private void welcome(Call call, Node node, Subscription subscription) {
        temporary.noted(node, subscription);
        if (subscription.isActive()) {
            sendNewest(node, subscription.address(), call);
            tellOwners(node, subscription, "subscribed", call);
        } else {
            approvals.ask(node, subscription, call.unit());
        }
    }

    /** XEP-0060 §6.1.7. */
    private void sendNewest(Node node, Jid address, Call call) {
        if (node.config().sendLast() == SendLast.NEVER || !node.config().persists()) {
            return;
        }
        Optional<NodeItem> newest = nodes.newest(node).filter(item -> item.position() >= writer.oldest(node.config()));
        newest.ifPresent(
                item -> notifier.send(Events.newest(node, item).message().withTo(address), call.unit()));
    }

    private void tellOwners(Node node, Subscription subscription, String state, Call call) {
        if (node.config().flag(NodeOption.NOTIFY_SUB)) {
            for (BareJid owner : node.state().with(Affiliation.OWNER)) {
                notifier.send(
                        Events.subscription(node, subscription, state, names.next())
                                .withTo(owner),
                        call.unit());
            }
        }
    }

    Optional<XmlElement> unsubscribe(Call call, XmlElement unsubscribe) throws StanzaException {
        Node node = nodes.require(call.node(unsubscribe));
        Jid address = Subscribers.address(call, unsubscribe, PubsubError.FORBIDDEN);
        Optional<String> subid = unsubscribe.attribute("subid");
        List<NodeChange> changes =
                nodes.edit(node, now -> List.of(new NodeChange.Unsubscribed(Subscribers.meant(now, address, subid))));
        if (changes.getFirst() instanceof NodeChange.Unsubscribed(Subscription gone)) {
            call.later().add(() -> tellOwners(node, gone, "none", call));
            return Call.answer(
                    Call.NAMESPACE,
                    Subscribers.element(Call.NAMESPACE, gone, "none")
                            .attribute("node", node.name())
                            .build());
        }
        return Optional.empty();
    }
}
