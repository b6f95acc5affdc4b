package im.carillon.timeline;

import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import im.carillon.xml.XmlText;
import java.util.List;
import java.util.Optional;

/**
 * Makes fingerprints. They begin with a number of this process, so that nobody can compute one in
 * advance, and are never stored. Safe for use by several threads.
 */
final class Fingerprints {

    private static final String IDS = "urn:xmpp:sid:0";
    private static final String DELAY = "urn:xmpp:delay";
    private static final int DISTINCTIVE = 16;
    private static final long PRIME = 0x100000001b3L;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private final long seed;

    Fingerprints(long seed) {
        this.seed = seed;
    }

    Fingerprint of(String sender, String recipient, XmlElement message) {
        Optional<String> id = message.attribute("id");
        Optional<String> origin = message.child(IDS, "origin-id").flatMap(child -> child.attribute("id"));
        if (id.isEmpty() && origin.isEmpty()) {
            return new Fingerprint(0, 0, false);
        }
        long addresses = text(text(seed, sender), recipient);
        long payload = payload(addresses, message.nodes());
        long byId = id.isPresent() ? finished(text(addresses, id.get()), payload) : 0;
        boolean distinctive = id.isPresent() && id.get().length() >= DISTINCTIVE;
        if (origin.isEmpty()) {
            return new Fingerprint(0, byId, distinctive);
        }
        long byOrigin = origin.equals(id) ? byId : finished(text(addresses, origin.get()), payload);
        return new Fingerprint(byOrigin, byId, distinctive);
    }

    /** What a client adds to a message that it sends again, and what servers add, makes no difference. */
    private static long payload(long hash, List<XmlNode> nodes) {
        long mixed = hash;
        for (int i = 0; i < nodes.size(); i++) {
            if (!(nodes.get(i) instanceof XmlElement child && isAddition(child))) {
                mixed = node(mixed, nodes.get(i));
            }
        }
        return mixed;
    }

    private static boolean isAddition(XmlElement child) {
        return child.namespace().equals(IDS) || child.namespace().equals(DELAY);
    }

    private static long node(long hash, XmlNode node) {
        return switch (node) {
            case XmlText(String value) -> quick(hash, value);
            case XmlElement element -> element(hash, element);
        };
    }

    private static long element(long hash, XmlElement element) {
        long mixed = quick(quick(hash, element.namespace()), element.name());
        for (XmlAttribute attribute : element.attributes()) {
            mixed = quick(quick(quick(mixed, attribute.namespace()), attribute.name()), attribute.value());
        }
        for (XmlNode child : element.nodes()) {
            mixed = node(mixed, child);
        }
        return (mixed ^ '/') * FACTOR;
    }

    /**
     * The hash that strings have anyway. It is easy to make two payloads that are the same for it, but
     * who does so for one id of his own deceives himself alone.
     */
    private static long quick(long hash, String value) {
        long mixed = (hash ^ value.hashCode()) * FACTOR;
        return mixed ^ mixed >>> 32;
    }

    /** FNV-1a over the characters, with an end mark that no text holds. */
    private static long text(long hash, String value) {
        long mixed = hash;
        for (int i = 0; i < value.length(); i++) {
            mixed = (mixed ^ value.charAt(i)) * PRIME;
        }
        return (mixed ^ 0xffff) * PRIME;
    }

    /** Spreads the hashes over all bits; 0 stands for none. */
    private static long finished(long addressesAndId, long payload) {
        long mixed = addressesAndId * FACTOR + payload;
        mixed = (mixed ^ mixed >>> 32) * FACTOR;
        mixed ^= mixed >>> 29;
        return mixed == 0 ? 1 : mixed;
    }
}
