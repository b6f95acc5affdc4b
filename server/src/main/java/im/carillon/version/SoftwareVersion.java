package im.carillon.version;

import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * What the server says of its software.
 *
 * @param system the operating system, where it is to be known
 */
record SoftwareVersion(String name, String version, Optional<String> system) {

    static final String NAMESPACE = "jabber:iq:version";

    XmlElement toElement() {
        XmlElement.Builder query =
                XmlElement.builder(NAMESPACE, "query").child("name", name).child("version", version);
        system.ifPresent(os -> query.child("os", os));
        return query.build();
    }
}
