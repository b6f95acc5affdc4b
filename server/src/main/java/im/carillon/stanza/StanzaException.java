package im.carillon.stanza;

import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * The sender asked for something that cannot be done; whoever dispatches turns this into a stanza
 * error and the stream lives on. Cheap to throw: it has no stack trace.
 */
public class StanzaException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient StanzaError error;

    public StanzaException(ErrorCondition condition, String text) {
        this(new StanzaError(condition, text));
    }

    public StanzaException(ErrorCondition condition, ErrorType type, String text) {
        this(new StanzaError(condition, type, text, Optional.empty()));
    }

    public StanzaException(ErrorCondition condition, String text, XmlElement application) {
        this(new StanzaError(condition, condition.type(), text, Optional.of(application)));
    }

    public StanzaException(StanzaError error) {
        super(error.condition().wire() + ": " + error.text(), null, false, false);
        this.error = error;
    }

    public StanzaError error() {
        return error;
    }
}
