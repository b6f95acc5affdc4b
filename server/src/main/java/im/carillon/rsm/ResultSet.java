package im.carillon.rsm;

import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * Which part of a result an answer holds (XEP-0059 §2.2).
 *
 * @param first the id of its first item; none where it is empty
 * @param last the id of its last item
 * @param index how many items come before it, if known
 * @param count how many items there are in all, if known
 */
public record ResultSet(
        Optional<String> first, Optional<String> last, Optional<Integer> index, Optional<Integer> count) {

    public XmlElement toElement() {
        XmlElement.Builder set = XmlElement.builder(ResultSetRequest.NAMESPACE, "set");
        first.ifPresent(id -> set.child(XmlElement.builder(ResultSetRequest.NAMESPACE, "first")
                .attribute("index", index.map(String::valueOf))
                .text(id)
                .build()));
        last.ifPresent(id -> set.child("last", id));
        count.ifPresent(number -> set.child("count", number.toString()));
        return set.build();
    }
}
