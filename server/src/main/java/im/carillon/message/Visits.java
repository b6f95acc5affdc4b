package im.carillon.message;

import im.carillon.session.Session;
import im.carillon.stanza.Message;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sessions that are being given what waited for their accounts; used only while units are assembled. */
@Singleton
final class Visits {

    private final Map<Session, Visit> open = new HashMap<>();

    /** A round of a visit begins: from now on messages newer than the newest queue up behind it. */
    void begin(Visit visit, long newest) {
        open.put(visit.session(), visit);
        visit.beginsRound(newest);
    }

    /** Whether nothing has taken its place. */
    boolean isOpen(Visit visit) {
        return open.get(visit.session()) == visit;
    }

    boolean isCatchingUp(Session session) {
        return open.containsKey(session);
    }

    /** Something waits again that is older than what the session's visit is about to hand out. */
    void waitsAgain(Session session) {
        Visit visit = open.get(session);
        if (visit != null) {
            visit.needsAnotherRound();
        }
    }

    /** The session has what waited, or there is no more to be done for it. */
    void end(Visit visit) {
        open.remove(visit.session(), visit);
        if (!isCatchingUp(visit.session())) {
            visit.session().caughtUp();
        }
    }

    /**
     * Queues a message for these sessions, which are behind.
     *
     * @param waits whether it is stored as waiting
     */
    void queue(List<Session> behind, Message message, long position, boolean waits) {
        for (Session session : behind) {
            Visit visit = open.get(session);
            if (visit != null) { // else its visit begins with what is stored by then
                visit.meanwhile(message, position, waits);
            }
        }
    }
}
