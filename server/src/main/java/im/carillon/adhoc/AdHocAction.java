package im.carillon.adhoc;

import im.carillon.stanza.StanzaException;
import java.util.Locale;

/** What a user wants next (XEP-0050 §4.2). */
public enum AdHocAction {
    EXECUTE,
    PREV,
    NEXT,
    COMPLETE,
    CANCEL;

    private final String wire = name().toLowerCase(Locale.ROOT);

    String wire() {
        return wire;
    }

    static AdHocAction of(String wire) throws StanzaException {
        return switch (wire) {
            case "execute" -> EXECUTE;
            case "prev" -> PREV;
            case "next" -> NEXT;
            case "complete" -> COMPLETE;
            case "cancel" -> CANCEL;
            default -> throw CommandError.MALFORMED_ACTION.because("there is no action '" + wire + "'");
        };
    }
}
