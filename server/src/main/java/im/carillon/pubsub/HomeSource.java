package im.carillon.pubsub;

import im.carillon.jid.BareJid;
import java.util.List;
import java.util.Optional;

/** Knows addresses that have nodes. Bound into a set. */
public interface HomeSource {

    /** The place of nodes at an address, if it is one of this kind. */
    Optional<Home> find(BareJid address);

    /** Those that are looked at when nobody says which. */
    default List<BareJid> usual() {
        return List.of();
    }
}
