package im.carillon.stream;

import im.carillon.jid.Jid;
import im.carillon.routing.Router;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.stanza.ErrorCondition;
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
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each stanza of a bound stream: stamps the sender's address, makes its unit of work, has it
 * routed and puts the unit in line. Runs on the session's thread.
 */
@Singleton
public final class StanzaHandler {

    private static final Logger LOG = LoggerFactory.getLogger(StanzaHandler.class);

    private final Router router;
    private final Set<SessionListener> listeners;

    @Inject
    public StanzaHandler(Router router, Set<SessionListener> listeners) {
        this.router = router;
        this.listeners = listeners;
    }

    void opened(Session session) {
        listeners.forEach(listener -> listener.opened(session));
    }

    /** What a session leaves behind; runs after everything it sent. */
    void closed(Session session) {
        UnitOfWork unit = new UnitOfWork();
        for (SessionListener listener : listeners) {
            try {
                listener.closed(session, unit);
            } catch (RuntimeException e) {
                LOG.error("{} failed at the end of {}", listener.getClass().getSimpleName(), session, e);
            }
        }
        session.enter(unit);
    }

    void handle(Session session, XmlElement element) throws StreamException {
        UnitOfWork unit = new UnitOfWork();
        try {
            Stanza stanza = stamped(session, Stanza.of(element));
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
        session.enter(unit);
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
        unit.afterCommit(() -> session.stream().send(reply.build()));
    }
}
