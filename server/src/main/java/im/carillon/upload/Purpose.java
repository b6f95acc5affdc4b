package im.carillon.upload;

import im.carillon.stanza.DateTimeProfile;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.time.Instant;
import java.util.Optional;

/**
 * What a file is for (XEP-0363 §5).
 *
 * @param lasting whether it stays until somebody deletes it
 * @param expires when it must not be there any longer, whatever else is true
 */
public record Purpose(boolean lasting, Optional<Instant> expires) {

    static final String NAMESPACE = "urn:xmpp:http:upload:purpose:0";

    static final Purpose MESSAGE = new Purpose(false, Optional.empty());

    private static final Purpose LASTING = new Purpose(true, Optional.empty());

    /** What a request for a slot says; a purpose that is not known counts as a message. */
    static Purpose of(XmlElement request, Instant now) throws StanzaException {
        Optional<XmlElement> named = request.childIn(NAMESPACE);
        if (named.isEmpty()) {
            return MESSAGE;
        }
        return switch (named.get().name()) {
            case "profile", "permanent" -> LASTING;
            case "ephemeral" -> ephemeral(named.get(), now);
            default -> MESSAGE;
        };
    }

    private static Purpose ephemeral(XmlElement named, Instant now) throws StanzaException {
        Instant expires = named.attribute("expire-before")
                .flatMap(DateTimeProfile::parse)
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.BAD_REQUEST,
                        "expire-before must be a time as in 2025-09-10T23:08:25Z (XEP-0082)"));
        if (!expires.isAfter(now)) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "the time of expire-before is over");
        }
        return new Purpose(false, Optional.of(expires));
    }
}
