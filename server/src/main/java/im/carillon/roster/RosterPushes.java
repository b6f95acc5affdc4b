package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Iq;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells interested sessions of changes (RFC 6121 §2.1.6). Changes come in commit order from the
 * committer's thread. While a session's request for the roster is being answered, they are held
 * back: the answer goes first, then what it does not contain.
 */
@Singleton
final class RosterPushes {

    private record Push(RosterVersion version, Iq iq) {}

    /** What a session is going to get once its roster has been sent. */
    private static final class Gate {

        private final List<Push> held = new ArrayList<>(1);
        private int answers = 1;
        private boolean open;

        /** False when the gate has opened meanwhile. */
        synchronized boolean hold(Push push) {
            return !open && held.add(push);
        }

        synchronized Gate again() {
            answers++;
            return this;
        }

        synchronized boolean release(Session session, long after) {
            if (--answers > 0) {
                return false;
            }
            open = true;
            for (Push push : held) {
                if (push.version().number() > after) {
                    session.deliver(push.iq());
                }
            }
            return true;
        }
    }

    private final SessionRegistry sessions;
    private final ConcurrentHashMap<Session, Gate> gates = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    @Inject
    RosterPushes(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    void push(RosterChange<?> change) {
        for (Session session : sessions.of(change.account())) {
            if (session.isInterestedInRoster()) {
                Push push = new Push(change.version(), iq(session, change.after(), change.version()));
                Gate gate = gates.get(session);
                if (gate == null || !gate.hold(push)) {
                    session.deliver(push.iq());
                }
            }
        }
    }

    /** From now on the session is interested, and gets pushes once {@link #release} is called. */
    void hold(Session session) {
        gates.compute(session, (s, gate) -> gate == null ? new Gate() : gate.again());
        UnitOfWork unit = new UnitOfWork();
        session.interestedInRoster(unit);
        if (unit.needsCommit()) {
            session.enter(unit);
        }
    }

    /**
     * The session has its roster as of {@code version}.
     *
     * @param difference what it needs beyond the answer
     */
    void release(Session session, RosterVersion version, List<RosterItem> difference) {
        push(session, version, difference);
        Gate gate = gates.get(session);
        if (gate != null && gate.release(session, version.number())) {
            gates.remove(session, gate);
        }
    }

    /** Pushes what a session lacks up to a version. */
    void push(Session session, RosterVersion version, List<RosterItem> difference) {
        for (RosterItem item : difference) {
            session.deliver(iq(session, item, new RosterVersion(version.epoch(), item.version())));
        }
    }

    private Iq iq(Session session, RosterItem item, RosterVersion version) {
        BareJid account = session.account();
        XmlElement query = XmlElement.builder(RosterItem.NAMESPACE, "query")
                .attribute("ver", version.wire())
                .child(item.toElement())
                .build();
        String id = "push" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
        return Iq.request(Iq.Type.SET, id, account, session.address(), query);
    }
}
