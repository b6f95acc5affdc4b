package im.carillon.pubsub.request;

import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.pubsub.Events;
import im.carillon.pubsub.Listeners;
import im.carillon.pubsub.Notifier;
import im.carillon.pubsub.PubsubLimits;
import im.carillon.pubsub.Standings;
import im.carillon.pubsub.node.Access;
import im.carillon.pubsub.node.ItemIndex;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.WhenFull;
import im.carillon.pubsub.store.ItemWriter;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Publishing (XEP-0060 §7.1). It does not wait for its commit: the items take their places when the
 * unit is assembled, and answer and notifications follow the commit.
 */
final class Publishing implements Action {

    private final Nodes nodes;
    private final ItemWriter writer;
    private final Standings standings;
    private final Notifier notifier;
    private final PubsubLimits limits;
    private final Names names;
    private final Listeners listeners;
    private final Upkeep upkeep;

    @Inject
    Publishing(
            Nodes nodes,
            ItemWriter writer,
            Standings standings,
            Notifier notifier,
            PubsubLimits limits,
            Names names,
            Listeners listeners,
            Upkeep upkeep) {
        this.upkeep = upkeep;
        this.listeners = listeners;
        this.nodes = nodes;
        this.writer = writer;
        this.standings = standings;
        this.notifier = notifier;
        this.limits = limits;
        this.names = names;
    }

    @Override
    public Optional<XmlElement> run(Call call, XmlElement publish) throws StanzaException {
        NodeKey key = call.node(publish);
        Optional<XmlElement> options =
                call.payload().child(Call.NAMESPACE, "publish-options").flatMap(Form::in);
        Optional<Node> found = nodes.find(key);
        NodeConfig config = found.isPresent() ? permitted(call, found.get(), options) : wanted(call, key, options);
        List<ItemWriter.Draft> drafts = drafts(call, publish, config);
        Node node = found.isPresent()
                ? found.get()
                : nodes.findOrCreate(key, call.from().bare(), config);
        publish(call, node, drafts);
        upkeep.whenDue();
        call.later().add(() -> listeners.published(node, items(drafts), call.from(), call.unit()));
        return answer(publish, drafts);
    }

    private NodeConfig permitted(Call call, Node node, Optional<XmlElement> options) throws StanzaException {
        NodeConfig config = node.config();
        Access.publish(config, standings.of(node, call.from())).orThrow();
        if (options.isPresent() && !with(options.get(), config).equals(config)) {
            throw PubsubError.PRECONDITION_NOT_MET.exception();
        }
        return config;
    }

    /** How the node is to be that is made by this publication. */
    private NodeConfig wanted(Call call, NodeKey key, Optional<XmlElement> options) throws StanzaException {
        if (!call.home().createsOnPublish()) {
            nodes.require(key);
        }
        call.home().requireMayCreate(call.from());
        NodeConfig standard = call.home().standard(key.name());
        return options.isPresent() ? with(options.get(), standard) : standard;
    }

    private static NodeConfig with(XmlElement options, NodeConfig config) throws StanzaException {
        try {
            return config.meeting(options)
                    .orElseThrow(() -> PubsubError.PRECONDITION_NOT_MET.exception(
                            "the options have a field that is unknown here"));
        } catch (InvalidFormException e) {
            throw PubsubError.PRECONDITION_NOT_MET.exception(e);
        }
    }

    /** XEP-0060 §4.3, §7.1.3. */
    private List<ItemWriter.Draft> drafts(Call call, XmlElement publish, NodeConfig config) throws StanzaException {
        List<XmlElement> items = publish.children(Call.NAMESPACE, "item");
        boolean pure = !config.persists() && !config.deliversPayloads();
        if (items.isEmpty() && !pure) {
            throw PubsubError.ITEM_REQUIRED.exception();
        }
        if (!items.isEmpty() && pure) {
            throw PubsubError.ITEM_FORBIDDEN.exception();
        }
        if (config.persists() && items.size() > Math.max(1, writer.most(config))) {
            throw PubsubError.MAX_ITEMS_EXCEEDED.exception();
        }
        List<ItemWriter.Draft> drafts = new ArrayList<>(items.size());
        Set<String> ids = new HashSet<>();
        for (XmlElement item : items) {
            ItemWriter.Draft draft = draft(call, item, config);
            if (!ids.add(draft.id())) {
                throw PubsubError.BAD_REQUEST.exception("two items have the id " + draft.id());
            }
            drafts.add(draft);
        }
        return drafts;
    }

    private ItemWriter.Draft draft(Call call, XmlElement item, NodeConfig config) throws StanzaException {
        List<XmlElement> payload = item.children();
        if (payload.size() > 1) {
            throw PubsubError.INVALID_PAYLOAD.exception();
        }
        if (payload.isEmpty() && config.deliversPayloads()) {
            throw PubsubError.PAYLOAD_REQUIRED.exception();
        }
        String id = item.attribute("id").filter(given -> !given.isEmpty()).orElseGet(names::next);
        Call.requireShort(id);
        ItemWriter.Draft draft =
                writer.draft(id, call.from().bare().toString(), payload.stream().findFirst());
        int most = Math.min(config.number(NodeOption.MAX_PAYLOAD_SIZE, limits.payloadBytes()), limits.payloadBytes());
        if (draft.bytes().length > most) {
            throw PubsubError.PAYLOAD_TOO_BIG.exception("a payload has " + most + " bytes at most");
        }
        return draft;
    }

    private void publish(Call call, Node node, List<ItemWriter.Draft> drafts) throws StanzaException {
        if (!node.config().persists()) {
            call.later().add(() -> tell(call, node, drafts, call.unit()));
            return;
        }
        nodes.withItems(node);
        if (node.config().whenFull() == WhenFull.REJECT) {
            UnitOfWork notices = new UnitOfWork();
            tell(call, node, drafts, notices);
            nodes.turns().take(node, unit -> ifRoom(node, drafts, unit), notices);
        } else {
            writer.write(node, drafts, call.unit());
            call.later().add(() -> tell(call, node, drafts, call.unit()));
        }
    }

    private Optional<NodeItem> ifRoom(Node node, List<ItemWriter.Draft> drafts, UnitOfWork unit)
            throws StanzaException {
        long added =
                node.items(index -> drafts.stream().filter(d -> isNew(index, d)).count());
        if (node.items(ItemIndex::size) + added > writer.most(node.config())) {
            throw PubsubError.NODE_FULL.exception();
        }
        return writer.store(node, drafts, unit);
    }

    private static boolean isNew(ItemIndex index, ItemWriter.Draft draft) {
        return index.find(draft.id()).isEmpty();
    }

    private void tell(Call call, Node node, List<ItemWriter.Draft> drafts, UnitOfWork unit) {
        notifier.tell(call.home(), node, Events.published(node, items(drafts), names.next(), call.from()), unit);
    }

    private static List<NodeItem> items(List<ItemWriter.Draft> drafts) {
        return drafts.stream().map(draft -> draft.item(0)).toList();
    }

    private static Optional<XmlElement> answer(XmlElement publish, List<ItemWriter.Draft> drafts) {
        XmlElement.Builder done =
                XmlElement.builder(Call.NAMESPACE, "publish").attribute("node", publish.attribute("node"));
        drafts.forEach(draft -> done.child(XmlElement.builder(Call.NAMESPACE, "item")
                .attribute("id", draft.id())
                .build()));
        return Call.answer(Call.NAMESPACE, done.build());
    }
}
