package im.carillon.pubsub.service;

import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Subscription;
import im.carillon.pubsub.request.Approvals;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import java.util.List;

/** Asks an owner again about the subscriptions to a node that wait for an answer (XEP-0060 §8.7). */
final class PendingCommand implements AdHocCommand {

    static final String NODE = "http://jabber.org/protocol/pubsub#get-pending";

    private static final String FORM_TYPE = "http://jabber.org/protocol/pubsub#subscribe_authorization";
    private static final String FIELD = "pubsub#node";

    private final Nodes nodes;
    private final Standings standings;
    private final Approvals approvals;

    @Inject
    PendingCommand(Nodes nodes, Standings standings, Approvals approvals) {
        this.nodes = nodes;
        this.standings = standings;
        this.approvals = approvals;
    }

    @Override
    public String node() {
        return NODE;
    }

    @Override
    public String name() {
        return "Subscriptions that wait for your answer";
    }

    /** Whoever owns nothing is offered nothing. */
    @Override
    public boolean isAllowed(AdHocRequest request) {
        return !request.from().bare().isDomain();
    }

    @Override
    public AdHocStep begin(AdHocRequest request) {
        BareJid owner = request.from().bare();
        List<String> names = nodes.read((store, handle) -> store.affiliated(handle, request.host(), owner));
        List<Option> waiting = nodes.all(request.host(), names).stream()
                .filter(node -> node.state().affiliation(owner) == Affiliation.OWNER)
                .filter(node -> !pending(node).isEmpty())
                .map(node -> new Option(node.name()))
                .toList();
        Field shown = Field.of(FieldType.LIST_SINGLE, FIELD, "The node").withOptions(waiting);
        Field accepted = Field.of(FieldType.TEXT_SINGLE, FIELD, "");
        return AdHocStep.last(
                Form.asking(FORM_TYPE, shown),
                Form.asking(FORM_TYPE, accepted),
                (action, filledIn) -> ask(request, filledIn));
    }

    private AdHocStep ask(AdHocRequest request, Submission filledIn) throws StanzaException {
        String name = filledIn.text(FIELD).orElseThrow(PubsubError.NODEID_REQUIRED::exception);
        Node node = nodes.require(new NodeKey(request.host(), name));
        Access.manage(standings.of(node, request.from())).orThrow();
        UnitOfWork unit = new UnitOfWork();
        pending(node).forEach(subscription -> approvals.ask(node, subscription, request.from(), unit));
        nodes.turns().submit(unit);
        return AdHocStep.done("");
    }

    private static List<Subscription> pending(Node node) {
        return node.state().subscriptions().stream()
                .filter(subscription -> !subscription.isActive())
                .toList();
    }
}
