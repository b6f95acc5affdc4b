package im.carillon.pubsub.request;

import im.carillon.jid.BareJid;
import im.carillon.pubsub.node.Affiliation;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.store.Nodes;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What somebody is subscribed to and affiliated with (XEP-0060 §5.6, §5.7). */
final class OwnLists {

    private final Nodes nodes;

    @Inject
    OwnLists(Nodes nodes) {
        this.nodes = nodes;
    }

    Optional<XmlElement> subscriptions(Call call, XmlElement wanted) throws StanzaException {
        BareJid who = call.from().bare();
        Optional<String> name = Call.name(wanted);
        XmlElement.Builder list =
                XmlElement.builder(Call.NAMESPACE, "subscriptions").attribute("node", name);
        for (Node node : wanted(
                call,
                wanted,
                name,
                nodes.read(
                        (store, handle) -> store.subscribed(handle, call.home().address(), who)))) {
            node.state()
                    .subscriptions(who)
                    .forEach(one -> list.child(
                            Subscribers.element(Call.NAMESPACE, one, one.state().wire())
                                    .attribute("node", node.name())
                                    .build()));
        }
        return Call.answer(Call.NAMESPACE, list.build());
    }

    Optional<XmlElement> affiliations(Call call, XmlElement wanted) throws StanzaException {
        BareJid who = call.from().bare();
        Optional<String> name = Call.name(wanted);
        XmlElement.Builder list =
                XmlElement.builder(Call.NAMESPACE, "affiliations").attribute("node", name);
        for (Node node : wanted(
                call,
                wanted,
                name,
                nodes.read(
                        (store, handle) -> store.affiliated(handle, call.home().address(), who)))) {
            Affiliation affiliation = node.state().affiliation(who);
            if (affiliation != Affiliation.NONE) {
                list.child(XmlElement.builder(Call.NAMESPACE, "affiliation")
                        .attribute("node", node.name())
                        .attribute("affiliation", affiliation.wire())
                        .build());
            }
        }
        return Call.answer(Call.NAMESPACE, list.build());
    }

    private List<Node> wanted(Call call, XmlElement wanted, Optional<String> name, List<String> all)
            throws StanzaException {
        return name.isPresent()
                ? List.of(nodes.require(call.node(wanted)))
                : nodes.all(call.home().address(), all);
    }
}
