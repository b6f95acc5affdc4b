package im.carillon.routing;

import im.carillon.session.Session;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;

/** Takes the presence that local accounts send and receive (RFC 6121 §3, §4); the presence feature. */
public interface AccountPresence {

    /** What a session sends, before it is routed anywhere. */
    void fromSession(Session session, Presence presence, UnitOfWork unit) throws StanzaException;

    /** What arrives for a local account. */
    void toAccount(Presence presence, UnitOfWork unit) throws StanzaException;
}
