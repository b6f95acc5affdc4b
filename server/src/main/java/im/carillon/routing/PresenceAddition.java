package im.carillon.routing;

import im.carillon.session.Session;
import im.carillon.stanza.Presence;

/** Adds what an account's presence is to carry beyond what its client put in. Bound into a set. */
public interface PresenceAddition {

    /**
     * On the session's thread, before anybody sees the presence.
     *
     * @param presence available, to everybody or to one address
     */
    Presence completed(Session session, Presence presence);
}
