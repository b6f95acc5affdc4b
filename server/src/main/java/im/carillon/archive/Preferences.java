package im.carillon.archive;

import im.carillon.config.ArchivePolicy;
import im.carillon.jid.Jid;
import java.util.Map;
import java.util.Optional;

/**
 * What one account said about its archive (XEP-0441).
 *
 * @param policy for everybody who is not named; nothing when that is left to the host
 * @param named what was said of single addresses: whether what is exchanged with them is archived
 */
record Preferences(Optional<ArchivePolicy> policy, Map<Jid, Boolean> named) {

    static final Preferences NONE = new Preferences(Optional.empty(), Map.of());

    Preferences {
        named = Map.copyOf(named);
    }

    /** What was said of an address (XEP-0441 §2.3.1): of its resource first. */
    Optional<Boolean> about(Jid peer) {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(named.get(peer)).or(() -> Optional.ofNullable(named.get(peer.bare())));
    }
}
