package im.carillon.stream;

import im.carillon.jid.Jid;
import im.carillon.routing.Router;
import im.carillon.session.ManagedSessions;
import im.carillon.session.Session;
import im.carillon.session.SessionEnd;
import im.carillon.session.SessionListener;
import im.carillon.session.SessionRegistry;
import im.carillon.session.Unanswered;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each stanza of a bound stream: stamps the sender's address, makes its unit of work, has it
 * routed and puts the unit in line. Runs on the session's thread.
 */
@Singleton
public final class StanzaHandler implements SessionEnd {

    private static final Logger LOG = LoggerFactory.getLogger(StanzaHandler.class);

    private final Router router;
    private final SessionRegistry sessions;
    private final ManagedSessions managed;
    private final Set<SessionListener> listeners;

    @Inject
    public StanzaHandler(
            Router router, SessionRegistry sessions, ManagedSessions managed, Set<SessionListener> listeners) {
        this.router = router;
        this.sessions = sessions;
        this.managed = managed;
        this.listeners = listeners;
    }

    void opened(Session session) {
        listeners.forEach(listener -> listener.opened(session));
    }

    /** The sessions that wait for their clients since before a restart. */
    void restored(List<Session> restored) {
        restored.forEach(session -> listeners.forEach(listener -> listener.restored(session)));
    }

    /** The client is back. */
    void resumed(Session session, boolean afterRestart) {
        UnitOfWork unit = new UnitOfWork();
        for (SessionListener listener : listeners) {
            try {
                listener.resumed(session, afterRestart, unit);
            } catch (StorageException e) {
                LOG.warn(
                        "{} could not do all for {}: {}", listener.getClass().getSimpleName(), session, e.getMessage());
            }
        }
        session.management()
                .ifPresent(management -> management
                        .takeLostRequests()
                        .forEach(request -> unit.afterCommit(() -> session.deliver(lost(session, request)))));
        session.enter(unit);
    }

    /** The answer to this request went with the former process. */
    private static XmlElement lost(Session session, Unanswered.Request request) {
        XmlElement.Builder error = XmlElement.builder(Namespaces.CLIENT, "iq")
                .attribute("type", "error")
                .attribute("id", request.id())
                .attribute("from", request.to().isEmpty() ? session.account().toString() : request.to())
                .attribute("to", session.address().toString());
        return error.child(new StanzaError(ErrorCondition.RESOURCE_CONSTRAINT, "the server was restarted; try again")
                        .toElement())
                .build();
    }

    /** The server stops, and these sessions end with it. */
    void stopping(List<Session> ending) {
        ending.forEach(session -> listeners.forEach(listener -> listener.stopping(session)));
    }

    /** What a session leaves behind; runs after everything it sent. */
    @Override
    public void end(Session session) {
        sessions.remove(session);
        UnitOfWork unit = new UnitOfWork();
        for (SessionListener listener : listeners) {
            try {
                listener.closed(session, unit);
            } catch (RuntimeException e) {
                LOG.error("{} failed at the end of {}", listener.getClass().getSimpleName(), session, e);
            }
        }
        session.enter(unit);
        List<XmlElement> undelivered = managed.ended(session);
        if (!undelivered.isEmpty()) {
            UnitOfWork answers = new UnitOfWork();
            undelivered.forEach(stanza -> undelivered(stanza, answers));
            session.enter(answers);
        }
    }

    /** XEP-0198 §4: what the client has not acknowledged is treated as sent to a resource that is gone. */
    private void undelivered(XmlElement element, UnitOfWork unit) {
        try {
            Stanza stanza = Stanza.of(element);
            if (stanza instanceof Iq
                    || stanza instanceof Message message && message.type() == Message.Type.CHAT && message.hasBody()) {
                router.bounce(stanza, new StanzaError(ErrorCondition.SERVICE_UNAVAILABLE, "the client is gone"), unit);
            }
        } catch (StanzaException e) {
            LOG.debug("an undelivered stanza cannot be answered: {}", e.getMessage());
        }
    }

    void handle(Session session, XmlElement element) throws StreamException {
        UnitOfWork unit = new UnitOfWork();
        Optional<Stanza> known = Optional.empty();
        try {
            Stanza stanza = stamped(session, Stanza.of(element));
            known = Optional.of(stanza);
            unit.onFailure(e -> refused(session, stanza));
            router.fromSession(session, stanza, unit);
        } catch (StanzaException e) {
            malformed(session, element, e.error(), unit);
        } catch (StorageException e) {
            LOG.warn("a stanza of {} failed: {}", session, e.getMessage());
            unit = new UnitOfWork();
            malformed(session, element, storageRefused(), unit);
        } catch (RuntimeException e) {
            LOG.error("a stanza of {} failed", session, e);
            unit = new UnitOfWork();
            malformed(
                    session,
                    element,
                    new StanzaError(ErrorCondition.INTERNAL_SERVER_ERROR, "this was our fault"),
                    unit);
        }
        session.enter(unit, known);
    }

    /** RFC 6120 §8.1.2.1: the true address goes in; one's own bare address or nothing is accepted too. */
    private static Stanza stamped(Session session, Stanza stanza) throws StreamException {
        Optional<Jid> claimed = stanza.from();
        if (claimed.isPresent() && !claimed.get().bare().equals(session.account())) {
            throw new StreamException(StreamCondition.INVALID_FROM, "'from' is not the address of this stream");
        }
        return stanza.withFrom(session.address());
    }

    private void refused(Session session, Stanza stanza) {
        UnitOfWork answer = new UnitOfWork();
        router.bounce(stanza, storageRefused(), answer);
        answer.finish();
        LOG.debug("storage refused a stanza of {}", session);
    }

    private static StanzaError storageRefused() {
        return new StanzaError(ErrorCondition.RESOURCE_CONSTRAINT, "storage is not available now; try again later");
    }

    /** Answers what could not even be read as a stanza. */
    private static void malformed(Session session, XmlElement element, StanzaError error, UnitOfWork unit) {
        String type = element.attributeOr("type", "");
        if (type.equals("error") || element.name().equals("iq") && type.equals("result")) {
            return;
        }
        XmlElement.Builder reply = XmlElement.builder(Namespaces.CLIENT, element.name())
                .attribute("type", "error")
                .attribute("id", element.attribute("id"))
                .attribute(
                        "from",
                        element.attribute("to")
                                .filter(to -> error.condition() != ErrorCondition.JID_MALFORMED)
                                .orElse(session.account().toString()))
                .attribute("to", session.address().toString())
                .children(element.children())
                .child(error.toElement());
        unit.afterCommit(() -> session.deliver(reply.build()));
    }
}
