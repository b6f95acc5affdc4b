package im.carillon.muc.protocol;

import im.carillon.muc.delivery.RoomMessage;
import im.carillon.session.Redelivery;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.timeline.TimelineEntry;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Makes what a room said to a session before a restart from the room's timeline again. */
final class RoomRedelivery implements Redelivery {

    @Inject
    RoomRedelivery() {}

    @Override
    public Optional<XmlElement> again(Session session, StoredAt place, TimelineEntry entry) {
        return place.timeline().isRoom()
                ? Optional.of(RoomMessage.stored(
                                entry.element(), entry.message().sender().bare(), entry.position())
                        .withTo(session.address())
                        .element())
                : Optional.empty();
    }
}
