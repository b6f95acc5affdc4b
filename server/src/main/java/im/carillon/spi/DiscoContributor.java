package im.carillon.spi;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds to what service discovery tells (XEP-0030) beyond the namespaces of handlers. */
public interface DiscoContributor {

    /** Identities of every host or of every account, beside the main one. */
    default List<DiscoIdentity> identities(IqTarget target) {
        return List.of();
    }

    /** Features of a host or of an account. */
    default Set<String> features(IqTarget target) {
        return Set.of();
    }

    /** Items (XEP-0030 §4) below a host. */
    default List<XmlElement> items(BareJid host) {
        return List.of();
    }

    /** Items of an account that somebody may know of, a stranger perhaps. */
    default List<DiscoItem> accountItems(BareJid account, Jid from) {
        return List.of();
    }

    /** Extended information (XEP-0128) about a host. */
    default List<XmlElement> forms(BareJid host) {
        return List.of();
    }

    /** What is to be told about a node (XEP-0030 §3.2), if it is one of this contributor's. */
    default Optional<DiscoInfo> nodeInfo(DiscoQuery query) throws StanzaException {
        return Optional.empty();
    }

    /** The items of a node (XEP-0030 §4.2), if it is one of this contributor's. */
    default Optional<List<DiscoItem>> nodeItems(DiscoQuery query) throws StanzaException {
        return Optional.empty();
    }
}
