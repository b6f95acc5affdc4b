package im.carillon.pubsub.request;

import im.carillon.jid.BareJid;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.AccessModel;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeChange;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is what to a node, as its owners say (XEP-0060 §8.9). */
final class ManagingAffiliations {

    private static final int MOST = 1_000;

    private final Nodes nodes;
    private final Standings standings;
    private final Notifier notifier;
    private final Approvals approvals;
    private final Names names;

    @Inject
    ManagingAffiliations(Nodes nodes, Standings standings, Notifier notifier, Approvals approvals, Names names) {
        this.nodes = nodes;
        this.standings = standings;
        this.notifier = notifier;
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
        XmlElement.Builder list = XmlElement.builder(Call.OWNER, "affiliations").attribute("node", node.name());
        node.state().affiliations().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> list.child(shown(entry.getKey(), entry.getValue())));
        return Call.answer(Call.OWNER, list.build());
    }

    private static XmlElement shown(BareJid who, Affiliation affiliation) {
        return XmlElement.builder(Call.OWNER, "affiliation")
                .attribute("jid", who.toString())
                .attribute("affiliation", affiliation.wire())
                .build();
    }

    Optional<XmlElement> set(Call call, XmlElement wanted) throws StanzaException {
        Node node = managed(call, wanted);
        Map<BareJid, Affiliation> asked = asked(wanted);
        List<NodeChange> changes = nodes.edit(node, now -> changes(node.name(), now, asked));
        call.later().add(() -> tell(call, node, changes));
        return Optional.empty();
    }

    private static Map<BareJid, Affiliation> asked(XmlElement wanted) throws StanzaException {
        List<XmlElement> elements = wanted.children(Call.OWNER, "affiliation");
        if (elements.isEmpty() || elements.size() > MOST) {
            throw PubsubError.BAD_REQUEST.exception("from 1 to " + MOST + " affiliations are set at a time");
        }
        Map<BareJid, Affiliation> asked = new LinkedHashMap<>();
        for (XmlElement element : elements) {
            Optional<String> given = element.attribute("affiliation");
            BareJid who =
                    Subscribers.account(element.attribute("jid").orElseThrow(PubsubError.JID_REQUIRED::exception));
            if (given.isEmpty()) {
                continue; // XEP-0060 §8.9.2: nothing is to be changed
            }
            Affiliation affiliation = Affiliation.of(given.get()).orElseThrow(PubsubError.BAD_REQUEST::exception);
            if (asked.put(who, affiliation) != null) {
                throw PubsubError.BAD_REQUEST.exception(who + " is named twice");
            }
        }
        return asked;
    }

    /** All or none: without an owner nobody could manage the node. */
    private static List<NodeChange> changes(String node, NodeState now, Map<BareJid, Affiliation> asked)
            throws StanzaException {
        List<NodeChange> changes = new ArrayList<>();
        NodeState after = now;
        for (Map.Entry<BareJid, Affiliation> entry : asked.entrySet()) {
            if (now.affiliation(entry.getKey()) != entry.getValue()) {
                changes.add(new NodeChange.Affiliated(entry.getKey(), entry.getValue()));
                after = after.with(entry.getKey(), entry.getValue());
                followed(now, entry.getKey(), entry.getValue()).forEach(changes::add);
            }
        }
        if (after.with(Affiliation.OWNER).isEmpty()) {
            throw refusal(node, now, asked);
        }
        return changes;
    }

    /** XEP-0060 §8.7.4: requests are answered by it, and whoever may not be notified is no subscriber (§4.1). */
    private static List<NodeChange> followed(NodeState now, BareJid who, Affiliation affiliation) {
        List<Subscription> own = now.subscriptions(who);
        return switch (affiliation) {
            case OWNER, PUBLISHER, MEMBER ->
                own.stream()
                        .filter(one -> !one.isActive())
                        .<NodeChange>map(one -> new NodeChange.Subscribed(one.with(Subscription.State.SUBSCRIBED)))
                        .toList();
            case OUTCAST, PUBLISH_ONLY ->
                own.stream().<NodeChange>map(NodeChange.Unsubscribed::new).toList();
            case NONE ->
                now.config().accessModel() == AccessModel.WHITELIST
                        ? own.stream()
                                .<NodeChange>map(NodeChange.Unsubscribed::new)
                                .toList()
                        : List.of();
        };
    }

    /** XEP-0060 §8.9.2.4: with what they still are. */
    private static StanzaException refusal(String node, NodeState now, Map<BareJid, Affiliation> asked) {
        XmlElement.Builder list = XmlElement.builder(Call.OWNER, "affiliations").attribute("node", node);
        asked.keySet().stream()
                .filter(who -> now.affiliation(who) == Affiliation.OWNER)
                .forEach(who -> list.child(shown(who, Affiliation.OWNER)));
        return PubsubError.NOT_ACCEPTABLE.exception(
                "a node has an owner",
                XmlElement.builder(Call.OWNER, "pubsub").child(list.build()).build());
    }

    private void tell(Call call, Node node, List<NodeChange> changes) {
        for (NodeChange change : changes) {
            if (change instanceof NodeChange.Affiliated(BareJid who, Affiliation affiliation)
                    && !who.equals(call.from().bare())) {
                notifier.send(Events.affiliation(node, who, affiliation.wire(), names.next()), call.unit());
            }
            approvals.tell(node, change, call.unit());
        }
    }
}
