package im.carillon.message.carbons;

import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionKey;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Message;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Which sessions get copies. Safe for use by several threads. */
@Singleton
public final class Carbons {

    private static final SessionKey<Boolean> WANTED = SessionKey.flag("carbons");

    private final SessionRegistry sessions;
    private final SentLately lately;

    @Inject
    Carbons(SessionRegistry sessions, SentLately lately) {
        this.sessions = sessions;
        this.lately = lately;
    }

    /** On the session's thread; enabling twice is no error (§10.1). */
    void enable(Session session) {
        UnitOfWork unit = new UnitOfWork();
        session.put(WANTED, true, unit);
        session.enter(unit);
    }

    void disable(Session session) {
        UnitOfWork unit = new UnitOfWork();
        session.remove(WANTED, unit);
        session.enter(unit);
    }

    /** The sender's other sessions that get a copy of what it sent, except those that get the message itself. */
    public List<Session> ofSent(Message message, List<Session> direct) {
        if (!(message.sender() instanceof FullJid sender)) {
            return List.of();
        }
        List<Session> own = sessions.of(sender.bare());
        if (own.isEmpty() || own.size() == 1 && own.getFirst().address().equals(sender)) {
            return List.of();
        }
        if (message.isError() || !CarbonRules.outgoing(message)) {
            return List.of();
        }
        List<Session> copied = wanting(own, direct, sender);
        if (!copied.isEmpty()) {
            lately.add(message);
        }
        return copied;
    }

    /** The recipient's sessions that get a copy of what reached only others. */
    public List<Session> ofReceived(Message message, List<Session> direct) {
        List<Session> own = sessions.of(message.to().orElseThrow().bare());
        boolean toSelf =
                message.sender().bare().equals(message.to().orElseThrow().bare());
        if (own.size() <= direct.size() || toSelf) {
            return List.of();
        }
        boolean eligible = message.isError() ? lately.isAnsweredBy(message) : CarbonRules.incoming(message);
        return eligible ? wanting(own, direct, message.sender()) : List.of();
    }

    private static List<Session> wanting(List<Session> sessions, List<Session> direct, Object sender) {
        List<Session> wanting = new ArrayList<>(sessions.size());
        for (Session session : sessions) {
            if (session.get(WANTED).isPresent() && !session.address().equals(sender) && !direct.contains(session)) {
                wanting.add(session);
            }
        }
        return wanting;
    }
}
