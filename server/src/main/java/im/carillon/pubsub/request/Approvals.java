package im.carillon.pubsub.request;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Home;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Asks the owners of a node about subscriptions, and takes their answers (XEP-0060 §8.6). */
@Singleton
public final class Approvals {

    private static final String FORM_TYPE = "http://jabber.org/protocol/pubsub#subscribe_authorization";
    private static final String NODE = "pubsub#node";
    private static final String SUBSCRIBER = "pubsub#subscriber_jid";
    private static final String SUBID = "pubsub#subid";
    private static final String ALLOW = "pubsub#allow";

    private final Nodes nodes;
    private final Standings standings;
    private final Notifier notifier;
    private final Names names;

    @Inject
    Approvals(Nodes nodes, Standings standings, Notifier notifier, Names names) {
        this.nodes = nodes;
        this.standings = standings;
        this.notifier = notifier;
        this.names = names;
    }

    /** Sends the request to every owner; the first answer counts. */
    void ask(Node node, Subscription pending, UnitOfWork unit) {
        for (BareJid owner : node.state().with(Affiliation.OWNER)) {
            ask(node, pending, owner, unit);
        }
    }

    public void ask(Node node, Subscription pending, Jid owner, UnitOfWork unit) {
        XmlElement body = XmlElement.of(
                Namespaces.CLIENT, "body", pending.address() + " asks to subscribe to the node " + node.name() + '.');
        Message request = Message.of(
                Message.Type.NORMAL,
                node.service(),
                owner,
                body,
                form(node.name(), pending.address().toString(), pending.id())
                        .titled("A subscription to " + node.name(), "Allow it or refuse it.")
                        .toElement());
        notifier.send(request.withElement(request.element().withAttribute("id", pending.id())), unit);
    }

    private static Form form(String node, String subscriber, String subid) {
        return Form.asking(
                FORM_TYPE,
                Field.hidden(SUBID, subid),
                Field.of(FieldType.TEXT_SINGLE, NODE, "The node").with(node),
                Field.of(FieldType.JID_SINGLE, SUBSCRIBER, "Who asks").with(subscriber),
                Field.of(FieldType.BOOLEAN, ALLOW, "Allow the subscription?").with("0"));
    }

    /** Whether a message is an owner's answer. */
    public static boolean isAnswer(Message message) {
        return answered(message).isPresent();
    }

    private static Optional<XmlElement> answered(Message message) {
        return Form.in(message.element())
                .filter(form -> form.children(Form.NAMESPACE, "field").stream()
                        .anyMatch(field -> field.attributeOr("var", "").equals(Field.FORM_TYPE)
                                && field.childText(Form.NAMESPACE, "value")
                                        .filter(FORM_TYPE::equals)
                                        .isPresent()));
    }

    /** Takes an owner's answer; one that was cancelled leaves everything as it is. */
    public void answer(Home home, Message message, UnitOfWork unit) throws StanzaException {
        XmlElement form = answered(message).orElseThrow(PubsubError.BAD_REQUEST::exception);
        if (form.attributeOr("type", "").equals("cancel")) {
            return;
        }
        Submission answer = read(form);
        String name = answer.text(NODE).orElseThrow(PubsubError.NODEID_REQUIRED::exception);
        Jid subscriber = answer.address(SUBSCRIBER).orElseThrow(PubsubError.JID_REQUIRED::exception);
        Node node = nodes.require(new NodeKey(home.address(), name));
        Access.manage(standings.of(node, message.sender())).orThrow();
        List<NodeChange> changes =
                nodes.edit(node, now -> decided(now, subscriber, answer.text(SUBID), answer.flag(ALLOW)));
        changes.forEach(change -> tell(node, change, unit));
    }

    private static Submission read(XmlElement form) throws StanzaException {
        try {
            return form("", "", "").read(form);
        } catch (InvalidFormException e) {
            throw PubsubError.BAD_REQUEST.exception(e);
        }
    }

    private static List<NodeChange> decided(NodeState now, Jid subscriber, Optional<String> subid, boolean allowed)
            throws StanzaException {
        Subscription pending = now.subscriptions(subscriber.bare()).stream()
                .filter(one -> !one.isActive() && one.address().equals(subscriber))
                .filter(one -> subid.isEmpty() || one.id().equals(subid.get()))
                .findFirst()
                .orElseThrow(PubsubError.NO_SUCH_SUBSCRIBER::exception);
        return List.of(
                allowed
                        ? new NodeChange.Subscribed(pending.with(Subscription.State.SUBSCRIBED))
                        : new NodeChange.Unsubscribed(pending));
    }

    /** XEP-0060 §12.8. */
    void tell(Node node, NodeChange change, UnitOfWork unit) {
        switch (change) {
            case NodeChange.Subscribed(Subscription subscription) ->
                notifier.send(
                        Events.subscription(
                                node, subscription, subscription.state().wire(), names.next()),
                        unit);
            case NodeChange.Unsubscribed(Subscription subscription) ->
                notifier.send(Events.subscription(node, subscription, "none", names.next()), unit);
            case NodeChange.Affiliated other -> {}
            case NodeChange.Configured other -> {}
        }
    }
}
