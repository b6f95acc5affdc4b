package im.carillon.rsm;

import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which part of a result is wanted (XEP-0059 §2). Nothing is wanted in particular where a request
 * has no {@code <set/>}.
 *
 * @param max how many items at most
 * @param after the id of the item behind which the part begins
 * @param before the id of the item before which it ends
 * @param last whether it is the end of the result (an empty {@code <before/>}, §2.5)
 * @param index how many items come before it (§2.6)
 */
public record ResultSetRequest(
        Optional<Integer> max, Optional<String> after, Optional<String> before, boolean last, Optional<Integer> index) {

    public static final String NAMESPACE = "http://jabber.org/protocol/rsm";

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int MOST_DIGITS = 9;

    /** What the {@code <set/>} of a request asks for. */
    public static ResultSetRequest in(XmlElement request) throws StanzaException {
        Optional<XmlElement> set = request.child(NAMESPACE, "set");
        Optional<String> before = text(set, "before");
        return new ResultSetRequest(
                number(set, "max"),
                text(set, "after").filter(id -> !id.isEmpty()),
                before.filter(id -> !id.isEmpty()),
                before.filter(String::isEmpty).isPresent(),
                number(set, "index"));
    }

    /** Whether the part is to be found from its end. */
    public boolean backwards() {
        return last || before.isPresent() && after.isEmpty();
    }

    private static Optional<String> text(Optional<XmlElement> set, String name) {
        return set.flatMap(element -> element.childText(NAMESPACE, name));
    }

    private static Optional<Integer> number(Optional<XmlElement> set, String name) throws StanzaException {
        Optional<String> text = text(set, name).map(String::strip);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, name + " is no number: it has digits only");
        }
        // more than anybody has is as good as all
        return Optional.of(text.get().length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text.get()));
    }
}
