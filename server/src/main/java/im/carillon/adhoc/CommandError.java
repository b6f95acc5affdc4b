package im.carillon.adhoc;

import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Locale;

/** The errors that commands have of their own (XEP-0050 §4.4). */
enum CommandError {
    MALFORMED_ACTION(ErrorCondition.BAD_REQUEST),
    BAD_ACTION(ErrorCondition.BAD_REQUEST),
    BAD_PAYLOAD(ErrorCondition.BAD_REQUEST),
    BAD_SESSIONID(ErrorCondition.BAD_REQUEST),
    SESSION_EXPIRED(ErrorCondition.NOT_ALLOWED);

    private final ErrorCondition condition;

    CommandError(ErrorCondition condition) {
        this.condition = condition;
    }

    StanzaException because(String text) {
        String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new StanzaException(condition, text, XmlElement.of(CommandList.NAMESPACE, wire));
    }
}
