package im.carillon.message.carbons;

import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqTarget;
import java.util.Set;

/** Says that the rules of XEP-0280 §6.1 hold as they stand there (§6.2). */
final class CarbonsDiscovery implements DiscoContributor {

    @Override
    public Set<String> features(IqTarget target) {
        return Set.of("urn:xmpp:carbons:rules:0");
    }
}
