package im.carillon.disco;

import im.carillon.jid.BareJid;
import im.carillon.routing.Subscriptions;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoInfo;
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
import java.util.Optional;
import java.util.Set;

/** Answers what a host or an account is and can do (XEP-0030 §3). */
final class InfoHandler implements IqHandler {

    private static final IqKey HOST = new IqKey(IqTarget.SERVER, Iq.Type.GET, DiscoInfo.NAMESPACE, "query");
    private static final IqKey ACCOUNT = new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, DiscoInfo.NAMESPACE, "query");

    private final EntityInfo entities;
    private final Capabilities capabilities;
    private final Set<DiscoContributor> contributors;
    private final Subscriptions subscriptions;

    @Inject
    InfoHandler(
            EntityInfo entities,
            Capabilities capabilities,
            Set<DiscoContributor> contributors,
            Subscriptions subscriptions) {
        this.entities = entities;
        this.capabilities = capabilities;
        this.contributors = contributors;
        this.subscriptions = subscriptions;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(HOST, ACCOUNT);
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        Optional<String> node = request.payload().attribute("node");
        DiscoInfo info = request.target().isDomain() ? host(request, node) : account(request, node);
        return Optional.of(info.toElement(node));
    }

    private DiscoInfo host(IqRequest request, Optional<String> node) throws StanzaException {
        BareJid host = request.target();
        if (node.isPresent() && !node.get().isEmpty()) {
            DiscoInfo info = entities.ofHost(host);
            return capabilities.isNode(node.get(), host, info)
                    ? info
                    : node(new DiscoQuery(IqTarget.SERVER, host, node.get(), request.from()));
        }
        return entities.ofHost(host);
    }

    /** XEP-0030 §8: the same answer to strangers, whether there is such an account or not. */
    private DiscoInfo account(IqRequest request, Optional<String> node) throws StanzaException {
        BareJid account = request.target();
        boolean known = request.isOwn()
                || subscriptions.isSubscribed(account, request.from().bare());
        if (node.isPresent() && !node.get().isEmpty()) {
            DiscoQuery query = new DiscoQuery(IqTarget.ACCOUNT, account, node.get(), request.from());
            Optional<DiscoInfo> info = contributed(query);
            if (info.isPresent() || known) {
                return info.orElseThrow(InfoHandler::noNode);
            }
        }
        if (!known) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "nothing is told about this address");
        }
        return entities.ofAccount(account);
    }

    private DiscoInfo node(DiscoQuery query) throws StanzaException {
        return contributed(query).orElseThrow(InfoHandler::noNode);
    }

    private Optional<DiscoInfo> contributed(DiscoQuery query) throws StanzaException {
        for (DiscoContributor contributor : contributors) {
            Optional<DiscoInfo> info = contributor.nodeInfo(query);
            if (info.isPresent()) {
                return info;
            }
        }
        return Optional.empty();
    }

    private static StanzaException noNode() {
        return new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such node");
    }
}
