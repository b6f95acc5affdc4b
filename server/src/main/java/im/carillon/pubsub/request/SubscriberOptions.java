package im.carillon.pubsub.request;

import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.jid.Jid;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Subscription options (XEP-0060 §6.3, §6.4). */
final class SubscriberOptions {

    private final Nodes nodes;
    private final InstantSource clock;
    private final TemporarySubscriptions temporary;

    @Inject
    SubscriberOptions(Nodes nodes, InstantSource clock, TemporarySubscriptions temporary) {
        this.temporary = temporary;
        this.nodes = nodes;
        this.clock = clock;
    }

    Optional<XmlElement> get(Call call, XmlElement wanted) throws StanzaException {
        Node node = nodes.require(call.node(wanted));
        Jid address = Subscribers.address(call, wanted, PubsubError.FORBIDDEN);
        Subscription subscription = Subscribers.meant(node.state(), address, wanted.attribute("subid"));
        return Call.answer(
                Call.NAMESPACE,
                XmlElement.builder(Call.NAMESPACE, "options")
                        .attribute("node", node.name())
                        .attribute("jid", address.toString())
                        .attribute("subid", subscription.id())
                        .child(subscription.options().form().toElement())
                        .build());
    }

    Optional<XmlElement> set(Call call, XmlElement wanted) throws StanzaException {
        Node node = nodes.require(call.node(wanted));
        Jid address = Subscribers.address(call, wanted, PubsubError.FORBIDDEN);
        XmlElement form = Form.in(wanted).orElseThrow(PubsubError.INVALID_OPTIONS::exception);
        if (form.attributeOr("type", "").equals("cancel")) {
            return Optional.empty();
        }
        for (NodeChange change : nodes.edit(node, now -> changed(now, address, wanted.attribute("subid"), form))) {
            if (change instanceof NodeChange.Subscribed(Subscription subscription)) {
                temporary.noted(node, subscription);
            }
        }
        return Optional.empty();
    }

    private List<NodeChange> changed(NodeState now, Jid address, Optional<String> subid, XmlElement form)
            throws StanzaException {
        Subscription subscription = Subscribers.meant(now, address, subid);
        try {
            return List.of(new NodeChange.Subscribed(
                    subscription.with(subscription.options().changedBy(form, clock.instant()))));
        } catch (InvalidFormException e) {
            throw PubsubError.INVALID_OPTIONS.exception(e);
        }
    }

    /** What a new subscription has, at a node or anywhere. */
    Optional<XmlElement> standard(Call call, XmlElement wanted) throws StanzaException {
        Optional<String> name = Call.name(wanted);
        if (name.isPresent()) {
            nodes.require(call.node(wanted));
        }
        return Call.answer(
                Call.NAMESPACE,
                XmlElement.builder(Call.NAMESPACE, "default")
                        .attribute("node", name)
                        .child(SubscriptionOptions.STANDARD.result())
                        .build());
    }
}
