package im.carillon.pubsub.request;

import im.carillon.pubsub.node.PubsubError;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * Which page of a result is wanted (XEP-0059 1.0).
 *
 * @param most how many items at most; 0 asks for their number only
 * @param after the id behind which the page begins
 * @param before the id in front of which it ends; empty for the last page
 */
public record PageRequest(Optional<Integer> most, Optional<String> after, Optional<String> before) {

    public static final String NAMESPACE = "http://jabber.org/protocol/rsm";

    public static Optional<PageRequest> in(XmlElement payload) throws StanzaException {
        Optional<XmlElement> set = payload.child(NAMESPACE, "set");
        if (set.isEmpty()) {
            return Optional.empty();
        }
        if (set.get().hasChild(NAMESPACE, "index")) {
            throw PubsubError.unsupported("rsm");
        }
        Optional<String> most = set.get().childText(NAMESPACE, "max");
        return Optional.of(new PageRequest(
                most.isPresent() ? Optional.of(number(most.get())) : Optional.empty(),
                set.get().childText(NAMESPACE, "after").filter(id -> !id.isEmpty()),
                set.get().childText(NAMESPACE, "before")));
    }

    /** A number of things; one that is too large for an int stands for as many as there are. */
    static int number(String text) throws StanzaException {
        String digits = text.trim();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw PubsubError.BAD_REQUEST.exception("'" + text + "' is no number of items");
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
