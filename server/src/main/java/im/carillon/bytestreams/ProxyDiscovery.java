package im.carillon.bytestreams;

import im.carillon.jid.BareJid;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The proxy among what belongs to a host (XEP-0065 §4). */
final class ProxyDiscovery implements DiscoContributor {

    private final ProxyService service;

    @Inject
    ProxyDiscovery(ProxyService service) {
        this.service = service;
    }

    @Override
    public List<XmlElement> items(BareJid host) {
        BareJid address = BareJid.of(service.label() + '.' + host.domain());
        return List.of(new DiscoItem(address, Optional.empty(), Optional.of(ProxyService.NAME)).toElement());
    }
}
