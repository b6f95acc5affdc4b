package im.carillon.muc.delivery;

import im.carillon.muc.state.Hat;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.stanza.Presence;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;

/** Presence of occupants as a room sends it (XEP-0045 §7.2.3, §17.3; XEP-0421 1.0.1; XEP-0317 0.3.1). */
final class OccupantPresence {

    private static final int SELF = 110;

    /** Who looks. */
    enum View {
        /** sees nicknames alone */
        STRANGER,
        /** sees the real address too */
        CONFIDANT,
        /** is the occupant */
        SELF
    }

    private OccupantPresence() {}

    /** To be addressed with {@code withTo}. */
    static Presence of(Occupant who, Presence.Type type, View view, Notice notice, List<XmlNode> shown) {
        Presence bare = Presence.of(type, who.address(), who.address());
        List<XmlNode> nodes = new ArrayList<>(shown.size() + 2);
        nodes.addAll(shown);
        nodes.add(extension(who, type, view, notice));
        nodes.add(occupantId(who.occupantId()));
        if (type == Presence.Type.AVAILABLE && !who.hats().isEmpty()) {
            nodes.add(hats(who.hats()));
        }
        // each receiver's copy has its own 'to', and shares the rest
        XmlElement element = bare.element().withoutAttribute("to").withNodes(nodes);
        return bare.withElement(
                view == View.SELF && notice.id().isPresent()
                        ? element.withAttribute("id", notice.id().get())
                        : element);
    }

    private static XmlElement hats(List<Hat> worn) {
        XmlElement.Builder hats = XmlElement.builder(Namespace.HATS, "hats");
        worn.forEach(hat -> hats.child(XmlElement.builder(Namespace.HATS, "hat")
                .attribute("title", hat.title())
                .attribute("uri", hat.uri())
                .attribute("hue", hat.hue())
                .build()));
        return hats.build();
    }

    static XmlElement occupantId(String id) {
        return XmlElement.builder(Namespace.OCCUPANT_ID, "occupant-id")
                .attribute("id", id)
                .build();
    }

    private static XmlElement extension(Occupant who, Presence.Type type, View view, Notice notice) {
        XmlElement.Builder x = XmlElement.builder(Namespace.USER, "x").child(item(who, type, view, notice));
        notice.destroyed().ifPresent(x::child);
        if (view == View.SELF) {
            x.child(status(SELF));
            notice.ownCodes().forEach(code -> x.child(status(code)));
        }
        notice.codes().forEach(code -> x.child(status(code)));
        return x.build();
    }

    private static XmlElement item(Occupant who, Presence.Type type, View view, Notice notice) {
        boolean leaves = type == Presence.Type.UNAVAILABLE && notice.nick().isEmpty();
        XmlElement.Builder item = XmlElement.builder(Namespace.USER, "item")
                .attribute("affiliation", who.affiliation().wire())
                .attribute("role", (leaves ? Role.NONE : who.role()).wire());
        if (view != View.STRANGER) {
            item.attribute("jid", who.main().address().toString());
        }
        item.attribute("nick", notice.nick());
        notice.actor()
                .ifPresent(nick -> item.child(XmlElement.builder(Namespace.USER, "actor")
                        .attribute("nick", nick)
                        .build()));
        notice.reason().ifPresent(reason -> item.child("reason", reason));
        return item.build();
    }

    static XmlElement status(int code) {
        return XmlElement.builder(Namespace.USER, "status")
                .attribute("code", Integer.toString(code))
                .build();
    }
}
