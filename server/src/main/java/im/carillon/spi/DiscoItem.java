package im.carillon.spi;

import im.carillon.jid.Jid;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** Something that belongs to an entity (XEP-0030 §4): an address, perhaps a node there, perhaps a name. */
public record DiscoItem(Jid address, Optional<String> node, Optional<String> name) {

    public static final String NAMESPACE = "http://jabber.org/protocol/disco#items";

    public XmlElement toElement() {
        return XmlElement.builder(NAMESPACE, "item")
                .attribute("jid", address.toString())
                .attribute("node", node)
                .attribute("name", name)
                .build();
    }
}
