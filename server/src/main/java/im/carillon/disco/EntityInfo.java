package im.carillon.disco;

import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import im.carillon.routing.Hosts;
import im.carillon.routing.IqDispatcher;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqTarget;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what there is to tell about hosts and accounts from whoever contributes to it. */
@Singleton
final class EntityInfo {

    private final Provider<IqDispatcher> dispatcher;
    private final Set<DiscoContributor> contributors;
    private final Hosts hosts;

    /** The dispatcher comes later: it is made of handlers, of which two are made of this. */
    @Inject
    EntityInfo(Provider<IqDispatcher> dispatcher, Set<DiscoContributor> contributors, Hosts hosts) {
        this.dispatcher = dispatcher;
        this.contributors = contributors;
        this.hosts = hosts;
    }

    DiscoInfo ofHost(BareJid host) {
        List<String> features = features(IqTarget.SERVER);
        features.add(Capabilities.NAMESPACE);
        List<XmlElement> forms = contributors.stream()
                .flatMap(contributor -> contributor.forms(host).stream())
                .toList();
        return new DiscoInfo(
                identities(IqTarget.SERVER, new DiscoIdentity("server", "im", "Carillon")), features, forms);
    }

    DiscoInfo ofAccount(BareJid account) {
        boolean anonymous =
                hosts.find(account.domain()).filter(HostConfig::anonymous).isPresent();
        DiscoIdentity main = new DiscoIdentity("account", anonymous ? "anonymous" : "registered", "");
        return new DiscoInfo(identities(IqTarget.ACCOUNT, main), features(IqTarget.ACCOUNT), List.of());
    }

    private List<DiscoIdentity> identities(IqTarget target, DiscoIdentity main) {
        List<DiscoIdentity> identities = new ArrayList<>();
        identities.add(main);
        contributors.forEach(contributor -> identities.addAll(contributor.identities(target)));
        return identities;
    }

    private List<String> features(IqTarget target) {
        List<String> features = new ArrayList<>();
        for (IqKey key : dispatcher.get().keys()) {
            if (key.target() == target) {
                features.add(key.namespace());
            }
        }
        contributors.forEach(contributor -> features.addAll(contributor.features(target)));
        return features;
    }
}
