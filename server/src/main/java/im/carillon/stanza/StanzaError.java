package im.carillon.stanza;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * A stanza error (RFC 6120 §8.3).
 *
 * @param text for people, in English; may be empty
 * @param application an application-specific condition
 */
public record StanzaError(ErrorCondition condition, ErrorType type, String text, Optional<XmlElement> application) {

    public StanzaError(ErrorCondition condition, String text) {
        this(condition, condition.type(), text, Optional.empty());
    }

    /** The {@code <error/>} element, for a stanza in the client namespace. */
    public XmlElement toElement() {
        XmlElement.Builder error = XmlElement.builder(Namespaces.CLIENT, "error")
                .attribute("type", type.wire())
                .child(XmlElement.of(Namespaces.STANZA_ERRORS, condition.wire()));
        if (!text.isEmpty()) {
            error.child(XmlElement.of(Namespaces.STANZA_ERRORS, "text", text));
        }
        application.ifPresent(error::child);
        return error.build();
    }
}
