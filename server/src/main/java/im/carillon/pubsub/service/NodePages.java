package im.carillon.pubsub.service;

import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.request.PageRequest;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/** Pages of the list of nodes (XEP-0059 1.0), in the order of names. */
final class NodePages {

    /** @param asked whether a page was asked for at all */
    record Page(boolean asked, String after, int most) {}

    private NodePages() {}

    static Page read(XmlElement query, int most) throws StanzaException {
        Optional<PageRequest> request = PageRequest.in(query);
        if (request.isEmpty()) {
            return new Page(false, "", most);
        }
        if (request.get().before().isPresent()) {
            throw PubsubError.unsupported("rsm");
        }
        return new Page(
                true,
                request.get().after().orElse(""),
                Math.min(request.get().most().orElse(most), most));
    }

    static XmlElement set(List<String> names, int count) {
        XmlElement.Builder set = XmlElement.builder(PageRequest.NAMESPACE, "set");
        if (!names.isEmpty()) {
            set.child("first", names.getFirst()).child("last", names.getLast());
        }
        return set.child("count", Integer.toString(count)).build();
    }
}
