package im.carillon.session;

import im.carillon.storage.UnitOfWork;

/** Told when sessions begin and end, on the session's thread. */
public interface SessionListener {

    default void opened(Session session) {}

    /** The session takes nothing any more and is in no list; what follows from that goes into the unit. */
    default void closed(Session session, UnitOfWork unit) {}

    /** The server stops, and with it this session, which cannot come back: the last moment to tell its client anything. */
    default void stopping(Session session) {}

    /**
     * Before anybody can connect: the session is back from before a restart, still waiting for its
     * client. What a feature keeps of it outside of the database is made again here.
     */
    default void restored(Session session) {}

    /**
     * The client has resumed the session.
     *
     * @param afterRestart whether the server was restarted in between, and what the client was not
     *     told about is lost with it
     */
    default void resumed(Session session, boolean afterRestart, UnitOfWork unit) {}
}
