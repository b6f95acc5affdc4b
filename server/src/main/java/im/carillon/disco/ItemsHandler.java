package im.carillon.disco;

import im.carillon.jid.BareJid;
import im.carillon.routing.Subscriptions;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoItem;
import im.carillon.spi.DiscoQuery;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers what belongs to a host, an account or a node (XEP-0030 §4). */
final class ItemsHandler implements IqHandler {

    private static final IqKey HOST = new IqKey(IqTarget.SERVER, Iq.Type.GET, DiscoItem.NAMESPACE, "query");
    private static final IqKey ACCOUNT = new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, DiscoItem.NAMESPACE, "query");

    private final Set<DiscoContributor> contributors;
    private final Subscriptions subscriptions;
    private final SessionRegistry sessions;

    @Inject
    ItemsHandler(Set<DiscoContributor> contributors, Subscriptions subscriptions, SessionRegistry sessions) {
        this.contributors = contributors;
        this.subscriptions = subscriptions;
        this.sessions = sessions;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(HOST, ACCOUNT);
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        Optional<String> node = request.payload().attribute("node");
        boolean isHost = request.target().isDomain();
        List<XmlElement> items = isHost ? host(request, node) : account(request, node);
        return Optional.of(XmlElement.builder(DiscoItem.NAMESPACE, "query")
                .attribute("node", node)
                .children(items)
                .build());
    }

    private List<XmlElement> host(IqRequest request, Optional<String> node) throws StanzaException {
        BareJid host = request.target();
        if (node.isPresent() && !node.get().isEmpty()) {
            return node(new DiscoQuery(IqTarget.SERVER, host, node.get(), request.from()));
        }
        return contributors.stream()
                .flatMap(contributor -> contributor.items(host).stream())
                .toList();
    }

    /** XEP-0030 §8: strangers see what is open to all, and else nothing, whether there is such an account or not. */
    private List<XmlElement> account(IqRequest request, Optional<String> node) throws StanzaException {
        BareJid account = request.target();
        boolean known = request.isOwn()
                || subscriptions.isSubscribed(account, request.from().bare());
        if (node.isPresent() && !node.get().isEmpty()) {
            DiscoQuery query = new DiscoQuery(IqTarget.ACCOUNT, account, node.get(), request.from());
            return known ? node(query) : contributed(query).orElse(List.of());
        }
        List<XmlElement> items = new ArrayList<>();
        if (known) {
            sessions.of(account).stream()
                    .filter(Session::isAvailable)
                    .forEach(session -> items.add(
                            new DiscoItem(session.address(), Optional.empty(), Optional.empty()).toElement()));
        }
        contributors.forEach(contributor ->
                contributor.accountItems(account, request.from()).forEach(item -> items.add(item.toElement())));
        return items;
    }

    private List<XmlElement> node(DiscoQuery query) throws StanzaException {
        return contributed(query)
                .orElseThrow(() -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such node"));
    }

    private Optional<List<XmlElement>> contributed(DiscoQuery query) throws StanzaException {
        for (DiscoContributor contributor : contributors) {
            Optional<List<DiscoItem>> items = contributor.nodeItems(query);
            if (items.isPresent()) {
                return Optional.of(
                        items.get().stream().map(DiscoItem::toElement).toList());
            }
        }
        return Optional.empty();
    }
}
