package im.carillon.session;

import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import java.util.Optional;

/**
 * Told when a session becomes available, changes its presence or becomes unavailable, on the
 * session's thread and after everybody else has been told (RFC 6121 §4.2, §4.4, §4.5).
 */
public interface PresenceListener {

    /**
     * @param before what it was, absent when the session was not available
     * @param now what it is; {@link Session#presence()} says the same
     */
    void availabilityChanged(Session session, Optional<Presence> before, Optional<Presence> now, UnitOfWork unit);
}
