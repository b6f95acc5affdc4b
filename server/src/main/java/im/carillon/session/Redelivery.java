package im.carillon.session;

import im.carillon.jid.BareJid;
import im.carillon.timeline.TimelineEntry;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** Makes a stored stanza again what it was when it went to a session. */
public interface Redelivery {

    /**
     * @param place where it is stored and how it was wrapped
     * @return nothing if this is somebody else's
     */
    Optional<XmlElement> again(Session session, StoredAt place, TimelineEntry stored);

    /**
     * What becomes of it when the session does not come back; blocks.
     *
     * @return nothing if this is somebody else's, or if nobody else needs it
     */
    default Optional<DeliveryFate> fate(BareJid account, StoredAt place) {
        return Optional.empty();
    }
}
