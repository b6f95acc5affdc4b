package im.carillon.spi;

import im.carillon.jid.BareJid;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Set;

/** Adds to what service discovery tells (XEP-0030) beyond the namespaces of handlers. */
public interface DiscoContributor {

    /** Features of a host or of an account. */
    default Set<String> features(IqTarget target) {
        return Set.of();
    }

    /** Items (XEP-0030 §4) below a host. */
    default List<XmlElement> items(BareJid host) {
        return List.of();
    }

    /** Extended information (XEP-0128) about a host. */
    default List<XmlElement> forms(BareJid host) {
        return List.of();
    }
}
