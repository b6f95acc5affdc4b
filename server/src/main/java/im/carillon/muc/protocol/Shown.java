package im.carillon.muc.protocol;

import im.carillon.muc.state.Namespace;
import im.carillon.stanza.Presence;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;

/** What of a client's presence goes to the others: all but what the room alone may say (XEP-0045 §17.3). */
final class Shown {

    private Shown() {}

    static List<XmlNode> of(Presence presence) {
        List<XmlNode> kept = new ArrayList<>();
        for (XmlElement child : presence.element().children()) {
            boolean passes = switch (child.namespace()) {
                case Namespace.MUC, Namespace.USER, Namespace.OCCUPANT_ID, Namespace.HATS -> false;
                default -> true;
            };
            if (passes) {
                kept.add(child);
            }
        }
        return List.copyOf(kept);
    }
}
