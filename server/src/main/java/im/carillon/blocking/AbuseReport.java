package im.carillon.blocking;

import im.carillon.jid.Jid;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * Why somebody was blocked, for the administrators.
 *
 * @param reason a URN, such as {@code urn:xmpp:reporting:spam}
 * @param messages how many messages the report points to
 * @param text what the reporter wrote; may be empty
 */
record AbuseReport(Jid reported, String reason, int messages, String text) {

    static final String NAMESPACE = "urn:xmpp:reporting:1";

    private static final int LONGEST_TEXT = 1_000;

    /** The report inside a blocked item, if there is one. */
    static Optional<AbuseReport> in(XmlElement item, Jid reported) throws StanzaException {
        Optional<XmlElement> report = item.child(NAMESPACE, "report");
        if (report.isEmpty()) {
            return Optional.empty();
        }
        String reason = report.get().attributeOr("reason", "");
        if (reason.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "a report has a reason (XEP-0377 §4)");
        }
        int messages = report.get().children("urn:xmpp:sid:0", "stanza-id").size();
        String text = report.get().childText(NAMESPACE, "text").orElse("");
        return Optional.of(new AbuseReport(reported, oneLine(reason), messages, oneLine(text)));
    }

    /** Whatever was written, it stays one line of a log. */
    private static String oneLine(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
