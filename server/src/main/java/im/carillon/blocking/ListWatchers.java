package im.carillon.blocking;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Iq;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions that asked for their block list and are told of its changes. Thread-safe. */
@Singleton
final class ListWatchers implements SessionListener {

    private final SessionRegistry sessions;
    private final Set<Session> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicLong pushes = new AtomicLong();

    @Inject
    ListWatchers(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    void add(FullJid address) {
        sessions.find(address).ifPresent(watchers::add);
    }

    void push(BareJid account, XmlElement change) {
        for (Session session : sessions.of(account)) {
            if (watchers.contains(session)) {
                String id = "blocking-" + pushes.incrementAndGet();
                session.deliver(Iq.request(Iq.Type.SET, id, account, session.address(), change));
            }
        }
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        watchers.remove(session);
    }
}
