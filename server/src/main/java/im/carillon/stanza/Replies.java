package im.carillon.stanza;

import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import im.carillon.xml.XmlText;
import java.util.ArrayList;
import java.util.List;

/** What all replies share: id kept, addresses exchanged, type set. */
final class Replies {

    private static final int MOST_REPEATED = 4096;

    private Replies() {}

    static XmlElement addressedBack(XmlElement stanza, String type) {
        List<XmlAttribute> attributes = new ArrayList<>(4);
        attributes.add(new XmlAttribute("type", type));
        stanza.attribute("id").ifPresent(id -> attributes.add(new XmlAttribute("id", id)));
        stanza.attribute("to").ifPresent(to -> attributes.add(new XmlAttribute("from", to)));
        stanza.attribute("from").ifPresent(from -> attributes.add(new XmlAttribute("to", from)));
        return stanza.withAttributes(attributes);
    }

    /**
     * The error about a stanza, which repeats what was sent (RFC 6120 §8.3.1) unless that is large:
     * whoever sends too much must not get it all back.
     */
    static XmlElement error(XmlElement stanza, StanzaError error) {
        XmlElement reply = addressedBack(stanza, "error");
        XmlElement kept = error.content()
                .map(wrong -> reply.withNodes(List.of(wrong)))
                .orElseGet(() -> textLength(reply) > MOST_REPEATED ? reply.withNodes(List.of()) : reply);
        return kept.withChild(error.toElement());
    }

    private static int textLength(XmlElement element) {
        int length = 0;
        for (XmlNode node : element.nodes()) {
            length += switch (node) {
                case XmlText text -> text.value().length();
                case XmlElement child -> textLength(child);
            };
        }
        return length;
    }
}
