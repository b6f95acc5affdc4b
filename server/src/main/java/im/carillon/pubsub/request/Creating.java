package im.carillon.pubsub.request;

import im.carillon.dataforms.Form;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Creating nodes, with a name or without, with a configuration or without (XEP-0060 §8.1). */
final class Creating implements Action {

    private final Nodes nodes;
    private final Names names;

    @Inject
    Creating(Nodes nodes, Names names) {
        this.nodes = nodes;
        this.names = names;
    }

    @Override
    public Optional<XmlElement> run(Call call, XmlElement create) throws StanzaException {
        call.home().requireMayCreate(call.from());
        String name = Call.name(create).orElseGet(names::next);
        Optional<XmlElement> configure = call.payload().child(Call.NAMESPACE, "configure");
        if (configure.flatMap(element -> element.attribute("node")).isPresent()) {
            throw PubsubError.BAD_REQUEST.exception("a configuration beside a new node names no node");
        }
        Optional<XmlElement> form = configure.flatMap(Form::in);
        NodeConfig standard = call.home().standard(name);
        NodeConfig config = form.isPresent() ? ConfigForms.changed(standard, form.get()) : standard;
        nodes.create(new NodeKey(call.home().address(), name), call.from().bare(), config);
        return Call.answer(
                Call.NAMESPACE,
                XmlElement.builder(Call.NAMESPACE, "create")
                        .attribute("node", name)
                        .build());
    }
}
