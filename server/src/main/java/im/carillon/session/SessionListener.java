package im.carillon.session;

import im.carillon.storage.UnitOfWork;

/** Told when sessions begin and end, on the session's thread. */
public interface SessionListener {

    default void opened(Session session) {}

    /** The session takes nothing any more and is in no list; what follows from that goes into the unit. */
    default void closed(Session session, UnitOfWork unit) {}
}
