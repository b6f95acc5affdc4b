package im.carillon.pubsub.service;

import im.carillon.jid.BareJid;
import im.carillon.pubsub.Home;
import im.carillon.pubsub.HomeSource;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.routing.Hosts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The pubsub services of the hosts. */
@Singleton
final class ServiceHomes implements HomeSource {

    private final Hosts hosts;
    private final NodeConfig standard = NodeConfig.standard();

    @Inject
    ServiceHomes(Hosts hosts) {
        this.hosts = hosts;
    }

    ServiceHome of(BareJid address) {
        return new ServiceHome(address, standard, hosts);
    }

    @Override
    public Optional<Home> find(BareJid address) {
        return usual().contains(address) ? Optional.of(of(address)) : Optional.empty();
    }

    @Override
    public List<BareJid> usual() {
        return hosts.all().stream()
                .map(host -> BareJid.of(PubsubService.LABEL + '.' + host.name()))
                .toList();
    }
}
