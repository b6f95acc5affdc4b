package im.carillon.muc;

import im.carillon.jid.BareJid;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The service among what belongs to a host (XEP-0045 §6.1). */
final class MucDiscovery implements DiscoContributor {

    @Inject
    MucDiscovery() {}

    @Override
    public List<XmlElement> items(BareJid host) {
        BareJid service = BareJid.of(MucService.LABEL + '.' + host.domain());
        return List.of(new DiscoItem(service, Optional.empty(), Optional.of("Conference rooms")).toElement());
    }
}
