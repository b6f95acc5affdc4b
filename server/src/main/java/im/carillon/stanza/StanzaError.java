package im.carillon.stanza;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * A stanza error (RFC 6120 §8.3).
 *
 * @param text for people, in English; may be empty
 * @param application an application-specific condition
 * @param address where to go instead, with {@code gone} and {@code redirect} (RFC 6120 §8.3.3.5, §8.3.3.14)
 * @param content what the reply repeats in place of all that was sent: the part that is wrong
 */
public record StanzaError(
        ErrorCondition condition,
        ErrorType type,
        String text,
        Optional<XmlElement> application,
        Optional<String> address,
        Optional<XmlElement> content) {

    public StanzaError(ErrorCondition condition, ErrorType type, String text, Optional<XmlElement> application) {
        this(condition, type, text, application, Optional.empty(), Optional.empty());
    }

    public StanzaError(ErrorCondition condition, String text) {
        this(condition, condition.type(), text, Optional.empty());
    }

    public StanzaError withAddress(String uri) {
        return new StanzaError(condition, type, text, application, Optional.of(uri), content);
    }

    public StanzaError withContent(XmlElement wrong) {
        return new StanzaError(condition, type, text, application, address, Optional.of(wrong));
    }

    /** The {@code <error/>} element, for a stanza in the client namespace. */
    public XmlElement toElement() {
        XmlElement.Builder error = XmlElement.builder(Namespaces.CLIENT, "error")
                .attribute("type", type.wire())
                .child(XmlElement.of(Namespaces.STANZA_ERRORS, condition.wire(), address.orElse("")));
        if (!text.isEmpty()) {
            error.child(XmlElement.of(Namespaces.STANZA_ERRORS, "text", text));
        }
        application.ifPresent(error::child);
        return error.build();
    }
}
