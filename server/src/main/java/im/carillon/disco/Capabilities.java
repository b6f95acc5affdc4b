package im.carillon.disco;

import im.carillon.jid.BareJid;
import im.carillon.spi.DiscoInfo;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;

/** The capabilities of this server's hosts (XEP-0115 §4); thread-safe. */
@Singleton
final class Capabilities {

    static final String NAMESPACE = "http://jabber.org/protocol/caps";

    /** Names the software, not a page. */
    private static final String NODE = "http://carillon.im";

    private final EntityInfo entities;
    private final ConcurrentHashMap<BareJid, Known> known = new ConcurrentHashMap<>();

    private record Known(DiscoInfo info, String hash) {}

    @Inject
    Capabilities(EntityInfo entities) {
        this.entities = entities;
    }

    /** The element that stands for everything service discovery tells about the host. */
    XmlElement of(BareJid host) {
        return XmlElement.builder(NAMESPACE, "c")
                .attribute("hash", "sha-1")
                .attribute("node", NODE)
                .attribute("ver", hash(host, entities.ofHost(host)))
                .build();
    }

    /** Whether the node is the host's present capabilities, so that asking for it is asking for the host. */
    boolean isNode(String node, BareJid host, DiscoInfo info) {
        return node.startsWith(NODE + '#') && node.equals(NODE + '#' + hash(host, info));
    }

    /** Hashed anew only after something has changed, such as the configuration. */
    private String hash(BareJid host, DiscoInfo info) {
        return known.compute(
                        host,
                        (same, last) -> last != null && last.info.equals(info)
                                ? last
                                : new Known(info, CapabilitiesHash.of(info)))
                .hash();
    }
}
