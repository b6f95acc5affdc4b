package im.carillon.archive.search;

import im.carillon.timeline.StoredStanza;
import im.carillon.timeline.TimelineId;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the index knows of a stanza.
 *
 * @param words what it says, and its timelines
 */
record Document(long position, Set<String> words) {

    private static final String EXPLICIT_ENCRYPTION = "urn:xmpp:eme:0";

    /** A message that says something; other stanzas have nothing to look for. */
    static Optional<Document> of(StoredStanza stanza) {
        XmlElement message = stanza.element();
        if (!message.is(Namespaces.CLIENT, "message") || isEncrypted(message)) {
            return Optional.empty();
        }
        Set<String> words = new LinkedHashSet<>();
        for (XmlElement child : message.children()) {
            if (child.is(Namespaces.CLIENT, "body") || child.is(Namespaces.CLIENT, "subject")) {
                words.addAll(Words.in(child.text()));
            }
        }
        if (words.isEmpty()) {
            return Optional.empty();
        }
        stanza.timelines().stream()
                .filter(Document::isSearched)
                .map(TextIndex::word)
                .forEach(words::add);
        return Optional.of(new Document(stanza.position(), words));
    }

    /** Its body says only that it is encrypted. */
    private static boolean isEncrypted(XmlElement message) {
        return message.hasChild(EXPLICIT_ENCRYPTION, "encryption")
                || message.children().stream().anyMatch(child -> child.name().equals("encrypted"));
    }

    private static boolean isSearched(TimelineId timeline) {
        return !timeline.isNode();
    }

    List<String> list() {
        return List.copyOf(words);
    }
}
