package im.carillon.caps;

import im.carillon.stanza.Presence;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * What a presence says about capabilities (XEP-0115 §4).
 *
 * @param node the software
 * @param hash the function of {@code ver}; empty in the format before version 1.4
 * @param ver stands for identities and features
 */
record Advertised(String node, String hash, String ver) {

    static final String NAMESPACE = "http://jabber.org/protocol/caps";

    static Optional<Advertised> in(Presence presence) {
        Optional<XmlElement> c = presence.element().child(NAMESPACE, "c");
        return c.filter(element -> element.attribute("ver").isPresent())
                .map(element -> new Advertised(
                        element.attributeOr("node", ""),
                        element.attributeOr("hash", ""),
                        element.attributeOr("ver", "")));
    }

    /** What service discovery is asked about (XEP-0115 §6.2). */
    String discoNode() {
        return node + '#' + ver;
    }
}
