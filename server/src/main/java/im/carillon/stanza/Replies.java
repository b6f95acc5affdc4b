package im.carillon.stanza;

import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** What all replies share: id kept, addresses exchanged, type set. */
final class Replies {

    private Replies() {}

    static XmlElement addressedBack(XmlElement stanza, String type) {
        List<XmlAttribute> attributes = new ArrayList<>(4);
        attributes.add(new XmlAttribute("type", type));
        stanza.attribute("id").ifPresent(id -> attributes.add(new XmlAttribute("id", id)));
        stanza.attribute("to").ifPresent(to -> attributes.add(new XmlAttribute("from", to)));
        stanza.attribute("from").ifPresent(from -> attributes.add(new XmlAttribute("to", from)));
        return stanza.withAttributes(attributes);
    }
}
