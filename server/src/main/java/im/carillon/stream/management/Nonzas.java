package im.carillon.stream.management;

import im.carillon.session.Management;
import im.carillon.stanza.ErrorCondition;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.OptionalInt;

/** The elements of stream management, which are no stanzas and are not counted. */
final class Nonzas {

    private Nonzas() {}

    static XmlElement acknowledgement(int handled) {
        return XmlElement.builder(Management.NAMESPACE, "a")
                .attribute("h", Integer.toUnsignedString(handled))
                .build();
    }

    static XmlElement resumed(String id, int handled) {
        return XmlElement.builder(Management.NAMESPACE, "resumed")
                .attribute("previd", id)
                .attribute("h", Integer.toUnsignedString(handled))
                .build();
    }

    static XmlElement failed(ErrorCondition condition, String text) {
        return failed(condition, text, Optional.empty());
    }

    /** @param handled how many stanzas the session had handled that cannot be resumed any more */
    static XmlElement failed(ErrorCondition condition, String text, Optional<Long> handled) {
        return XmlElement.builder(Management.NAMESPACE, "failed")
                .attribute("h", handled.map(count -> Integer.toUnsignedString(count.intValue())))
                .child(XmlElement.of(Namespaces.STANZA_ERRORS, condition.wire()))
                .child(XmlElement.of(Namespaces.STANZA_ERRORS, "text", text))
                .build();
    }

    /** The count in {@code h}; nothing when it is none. */
    static OptionalInt handled(XmlElement element) {
        try {
            return OptionalInt.of(Integer.parseUnsignedInt(element.attributeOr("h", "")));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    static boolean isTrue(XmlElement element, String attribute) {
        String value = element.attributeOr(attribute, "false");
        return value.equals("true") || value.equals("1");
    }
}
