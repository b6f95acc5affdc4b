package im.carillon.spi;

import im.carillon.xml.XmlElement;

/**
 * What an entity is (XEP-0030 §3.1).
 *
 * @param category of the registry, such as {@code server}
 * @param type within the category, such as {@code im}
 * @param name for people; may be empty
 */
public record DiscoIdentity(String category, String type, String name) {

    XmlElement toElement() {
        XmlElement.Builder identity = XmlElement.builder(DiscoInfo.NAMESPACE, "identity")
                .attribute("category", category)
                .attribute("type", type);
        if (!name.isEmpty()) {
            identity.attribute("name", name);
        }
        return identity.build();
    }
}
