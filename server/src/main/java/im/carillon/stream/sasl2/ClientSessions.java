package im.carillon.stream.sasl2;

import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The session that each installation of a client has now. Entries of a session are made and removed
 * by its own thread; any thread may look.
 */
@Singleton
final class ClientSessions implements SessionListener {

    private final ConcurrentHashMap<Client, Session> sessions = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Session, Client> clients = new ConcurrentHashMap<>();

    private record Client(BareJid account, String id) {}

    Optional<Session> find(BareJid account, String client) {
        return Optional.ofNullable(sessions.get(new Client(account, client)));
    }

    void put(String id, Session session) {
        Client client = new Client(session.account(), id);
        clients.put(session, client);
        sessions.put(client, session);
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        Optional.ofNullable(clients.remove(session)).ifPresent(client -> sessions.remove(client, session));
    }
}
