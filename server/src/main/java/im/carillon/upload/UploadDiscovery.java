package im.carillon.upload;

import im.carillon.config.UploadConfig;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.jid.BareJid;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That hosts have the service, and what it can do (XEP-0363 §3). */
@Singleton
final class UploadDiscovery implements DiscoContributor {

    private static final String NAME = "HTTP File Upload";

    private final UploadConfig config;
    private final UploadAddresses addresses;

    @Inject
    UploadDiscovery(UploadConfig config, UploadAddresses addresses) {
        this.config = config;
        this.addresses = addresses;
    }

    @Override
    public List<XmlElement> items(BareJid host) {
        if (addresses.base(host.domain(), false).isEmpty()) {
            return List.of();
        }
        BareJid service = BareJid.of(config.label() + '.' + host.domain());
        return List.of(new DiscoItem(service, Optional.empty(), Optional.of(NAME)).toElement());
    }

    XmlElement info(XmlElement query) throws StanzaException {
        requireNoNode(query);
        List<String> features = new ArrayList<>(
                List.of(SlotRequest.NAMESPACE, DiscoInfo.NAMESPACE, DiscoItem.NAMESPACE, "urn:xmpp:ping"));
        features.add(Purpose.NAMESPACE + "#message");
        features.add(Purpose.NAMESPACE + "#ephemeral");
        if (config.limits().lastingQuota() > 0) {
            features.add(Purpose.NAMESPACE + "#profile");
            features.add(Purpose.NAMESPACE + "#permanent");
        }
        Field largest = Field.of(FieldType.TEXT_SINGLE, "max-file-size", "")
                .with(Long.toString(config.limits().fileSize()));
        return new DiscoInfo(
                        List.of(new DiscoIdentity("store", "file", NAME)),
                        features,
                        List.of(Form.result(SlotRequest.NAMESPACE, List.of(largest))
                                .toElement()))
                .toElement(Optional.empty());
    }

    XmlElement items(XmlElement query) throws StanzaException {
        requireNoNode(query);
        return XmlElement.of(DiscoItem.NAMESPACE, "query");
    }

    private static void requireNoNode(XmlElement query) throws StanzaException {
        if (query.attribute("node").filter(node -> !node.isEmpty()).isPresent()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such node");
        }
    }
}
