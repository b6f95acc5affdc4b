package im.carillon.message;

import im.carillon.message.carbons.Carbon;
import im.carillon.session.Redelivery;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.stanza.Message;
import im.carillon.timeline.TimelineEntry;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** A message from the account's own timeline, sent once more to a session that resumed after a restart. */
final class MessageRedelivery implements Redelivery {

    @Override
    public Optional<XmlElement> again(Session session, StoredAt place, TimelineEntry stored) {
        if (!place.timeline().isAccount()) {
            return Optional.empty();
        }
        Message stamped = StableId.stamped(stored.message(), session.account(), stored.position());
        Message sent = switch (place.form()) {
            case PLAIN -> stamped;
            case RECEIVED -> Carbon.received(stamped, session.account()).to(session);
            case SENT -> Carbon.sent(stamped, session.account()).to(session);
        };
        return Optional.of(sent.element());
    }
}
