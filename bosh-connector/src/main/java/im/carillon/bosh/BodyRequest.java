package im.carillon.bosh;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import im.carillon.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The {@code <body/>} of one request (XEP-0124 §6).
 *
 * @param bytes the size of the HTTP body
 * @param payloads what it carries, each in the namespace it has inside a stream
 */
record BodyRequest(XmlElement body, int bytes, long rid, List<XmlElement> payloads) {

    /** Integers up to here survive in every scripting language (XEP-0124 §14.1). */
    static final long LARGEST_RID = (1L << 53) - 1;

    static BodyRequest of(XmlElement body, int bytes) throws BindingException {
        if (!body.is(Body.NAMESPACE, "body")) {
            throw bad("the request is a <body/> of the namespace " + Body.NAMESPACE);
        }
        OptionalLong rid = number(body, "rid", LARGEST_RID);
        if (rid.orElse(0) <= 0) {
            throw bad("'rid' is a positive number");
        }
        return new BodyRequest(body, bytes, rid.getAsLong(), payloads(body));
    }

    private static List<XmlElement> payloads(XmlElement body) throws BindingException {
        List<XmlNode> nodes = body.nodes();
        if (nodes.isEmpty()) {
            return List.of();
        }
        List<XmlElement> payloads = new ArrayList<>(nodes.size());
        for (XmlNode node : nodes) {
            switch (node) {
                case XmlElement element -> payloads.add(inStream(element));
                case XmlText text -> {
                    if (!text.value().isBlank()) {
                        throw bad("<body/> holds elements only");
                    }
                }
            }
        }
        return payloads;
    }

    /** XEP-0206 §2: many clients leave the namespace of their stanzas out, and mean that of a stream. */
    private static XmlElement inStream(XmlElement element) {
        if (!element.namespace().equals(Body.NAMESPACE)) {
            return element;
        }
        XmlElement.Builder moved = XmlElement.builder(Namespaces.CLIENT, element.name());
        element.attributes().forEach(moved::attribute);
        for (XmlNode node : element.nodes()) {
            moved.child(node instanceof XmlElement child ? inStream(child) : node);
        }
        return moved.build();
    }

    /** The rest, when so many payloads were handled before a restart. */
    BodyRequest without(int handled) {
        return new BodyRequest(body, bytes, rid, payloads.subList(Math.min(handled, payloads.size()), payloads.size()));
    }

    /** Whether doing it twice makes a difference, even if nothing is stored by it. */
    boolean isEssential() {
        return newKey().isPresent() || payloads.stream().anyMatch(BodyRequest::isSet);
    }

    private static boolean isSet(XmlElement payload) {
        return payload.name().equals("iq") && payload.attributeOr("type", "").equals("set");
    }

    /** The language of the stream it opens, if it names one that can be one (RFC 5646). */
    String language() {
        return body.attribute(Namespaces.XML, "lang")
                .filter(tag -> tag.chars().allMatch(c -> c == '-' || c < 0x80 && Character.isLetterOrDigit(c)))
                .orElse("");
    }

    Optional<String> sid() {
        return body.attribute("sid");
    }

    boolean terminates() {
        return body.attributeOr("type", "").equals("terminate");
    }

    /** XEP-0206 §5. */
    boolean restarts() {
        return body.attribute(Body.XBOSH, "restart").filter(BodyRequest::isTrue).isPresent();
    }

    private static boolean isTrue(String value) {
        return value.equals("true") || value.equals("1");
    }

    Optional<String> key() {
        return body.attribute("key");
    }

    Optional<String> newKey() {
        return body.attribute("newkey");
    }

    /** The seconds for which the client will be away, if it asks for that (XEP-0124 §10). */
    OptionalInt pause() throws BindingException {
        return seconds("pause");
    }

    OptionalLong ack() throws BindingException {
        return number(body, "ack", LARGEST_RID);
    }

    OptionalInt seconds(String name) throws BindingException {
        OptionalLong value = number(body, name, 0xffff);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    private static OptionalLong number(XmlElement body, String name, long largest) throws BindingException {
        Optional<String> written = body.attribute(name);
        if (written.isEmpty()) {
            return OptionalLong.empty();
        }
        String digits = written.get();
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || value > largest) {
                throw bad("'" + name + "' is a number of at most " + largest);
            }
            value = value * 10 + (c - '0');
        }
        if (digits.isEmpty() || value > largest) {
            throw bad("'" + name + "' is a number of at most " + largest);
        }
        return OptionalLong.of(value);
    }

    static BindingException bad(String text) {
        return new BindingException(BindingCondition.BAD_REQUEST, text);
    }
}
