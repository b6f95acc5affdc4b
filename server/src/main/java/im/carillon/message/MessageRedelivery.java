package im.carillon.message;

import im.carillon.session.Redelivery;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.timeline.TimelineEntry;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** A message from the account's own timeline, sent once more to a session that resumed after a restart. */
final class MessageRedelivery implements Redelivery {

    @Override
    public Optional<XmlElement> again(Session session, StoredAt place, TimelineEntry stored) {
        if (!place.timeline().isAccount() || place.form() != StoredAt.Form.PLAIN) {
            return Optional.empty();
        }
        return Optional.of(StableId.stamped(stored.message(), session.account(), stored.position())
                .element());
    }
}
