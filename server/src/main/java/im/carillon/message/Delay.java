package im.carillon.message;

import im.carillon.stanza.Message;
import im.carillon.xml.XmlElement;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** When a message was really sent (XEP-0203 2.0, time as in XEP-0082). */
final class Delay {

    static final String NAMESPACE = "urn:xmpp:delay";

    private Delay() {}

    static Message stamped(Message message, String from, Instant time) {
        XmlElement delay = XmlElement.builder(NAMESPACE, "delay")
                .attribute("from", from)
                .attribute("stamp", DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS)))
                .build();
        return message.withElement(message.element().withChild(delay));
    }
}
