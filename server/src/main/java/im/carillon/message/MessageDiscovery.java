package im.carillon.message;

import im.carillon.config.ArchiveConfig;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqTarget;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;

/** What clients may rely on: stable ids (XEP-0359 §6), offline messages (XEP-0160 §5), kept retractions (XEP-0424 §3). */
final class MessageDiscovery implements DiscoContributor {

    private final ArchiveConfig archive;

    @Inject
    MessageDiscovery(ArchiveConfig archive) {
        this.archive = archive;
    }

    @Override
    public Set<String> features(IqTarget target) {
        Set<String> features = new HashSet<>();
        features.add(StableId.NAMESPACE);
        if (target == IqTarget.SERVER) {
            features.add("msgoffline");
        }
        if (archive.enabled()) {
            features.add("urn:xmpp:message-retract:1");
        }
        return features;
    }
}
