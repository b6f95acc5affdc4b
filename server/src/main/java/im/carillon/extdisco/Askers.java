package im.carillon.extdisco;

import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that have asked for services, and what they asked for last; until they end. */
@Singleton
final class Askers implements SessionListener {

    /** What a session wants to know. */
    record Interest(String namespace, Optional<String> type) {}

    private final Map<FullJid, Interest> interests = new ConcurrentHashMap<>();

    @Inject
    Askers() {}

    void asked(FullJid session, String namespace, Optional<String> type) {
        interests.put(session, new Interest(namespace, type));
    }

    Map<FullJid, Interest> all() {
        return Map.copyOf(interests);
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        interests.remove(session.address());
    }
}
