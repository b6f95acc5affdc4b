package im.carillon.bookmarks;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.timeline.NodeItem;
import im.carillon.xml.XmlElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the two forms of bookmarks into each other. Pure. */
final class Conversion {

    /** A node with an item for each room. */
    static final String NATIVE = "urn:xmpp:bookmarks:1";

    /** One element with all of them, and the name of its node. */
    static final String LEGACY = "storage:bookmarks";

    private Conversion() {}

    /**
     * All bookmarks in one element.
     *
     * @param others what stands beside the rooms, such as bookmarked pages
     */
    static XmlElement collected(List<NodeItem> rooms, List<XmlElement> others) {
        XmlElement.Builder storage = XmlElement.builder(LEGACY, "storage");
        for (NodeItem room : rooms) {
            room.payload()
                    .filter(conference -> conference.is(NATIVE, "conference"))
                    .ifPresent(conference -> storage.child(legacy(room.id(), conference)));
        }
        return storage.children(others).build();
    }

    private static XmlElement legacy(String room, XmlElement conference) {
        XmlElement.Builder old = XmlElement.builder(LEGACY, "conference")
                .attribute("jid", room)
                .attribute("name", conference.attribute("name"))
                .attribute("autojoin", conference.attribute("autojoin"));
        conference.childText(NATIVE, "nick").ifPresent(nick -> old.child("nick", nick));
        conference.childText(NATIVE, "password").ifPresent(password -> old.child("password", password));
        return old.build();
    }

    /** What is no room in the element with all of them. */
    static List<XmlElement> others(XmlElement storage) {
        return storage.children().stream()
                .filter(child -> !child.is(LEGACY, "conference"))
                .toList();
    }

    /**
     * The single bookmarks of an element with all of them, by room.
     *
     * @param known those that there are; what only they can hold is kept (XEP-0402 §3.3)
     */
    static Map<String, XmlElement> single(XmlElement storage, Map<String, XmlElement> known) {
        Map<String, XmlElement> rooms = new LinkedHashMap<>();
        for (XmlElement old : storage.children(LEGACY, "conference")) {
            room(old).ifPresent(room -> rooms.put(room, single(old, Optional.ofNullable(known.get(room)))));
        }
        return rooms;
    }

    private static Optional<String> room(XmlElement old) {
        try {
            return Optional.of(BareJid.parse(old.attributeOr("jid", "")).toString());
        } catch (InvalidJidException e) {
            return Optional.empty();
        }
    }

    private static XmlElement single(XmlElement old, Optional<XmlElement> known) {
        XmlElement.Builder conference = XmlElement.builder(NATIVE, "conference")
                .attribute("name", old.attribute("name"))
                .attribute("autojoin", old.attribute("autojoin"));
        old.childText(LEGACY, "nick").ifPresent(nick -> conference.child("nick", nick));
        old.childText(LEGACY, "password").ifPresent(password -> conference.child("password", password));
        known.flatMap(now -> now.child(NATIVE, "extensions")).ifPresent(conference::child);
        return conference.build();
    }
}
