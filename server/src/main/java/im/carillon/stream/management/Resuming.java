package im.carillon.stream.management;

import im.carillon.session.ManagedSessions;
import im.carillon.session.Management;
import im.carillon.session.Session;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.StorageException;
import im.carillon.stream.Negotiation;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers {@code <resume/>} (XEP-0198 §5). */
final class Resuming {

    private final ManagedSessions sessions;

    @Inject
    Resuming(ManagedSessions sessions) {
        this.sessions = sessions;
    }

    boolean isOffered() {
        return sessions.offersResumption();
    }

    /** Resumes the session, if it can be; the answer is for the caller to send. */
    XmlElement resume(Negotiation stream, XmlElement request) throws StreamException {
        OptionalInt handled = Nonzas.handled(request);
        String id = request.attributeOr("previd", "");
        if (handled.isEmpty()) {
            return Nonzas.failed(ErrorCondition.BAD_REQUEST, "'h' is no count of stanzas");
        }
        if (!sessions.offersResumption()) {
            return Nonzas.failed(ErrorCondition.FEATURE_NOT_IMPLEMENTED, "sessions cannot be resumed here");
        }
        try {
            Optional<Session> session =
                    sessions.find(id, stream.state().account().orElseThrow());
            if (session.isEmpty()) {
                return Nonzas.failed(
                        ErrorCondition.ITEM_NOT_FOUND, "no such session waits", sessions.handledBefore(id));
            }
            stream.resume(session.get(), handled.getAsInt());
            return Nonzas.resumed(
                    id, session.get().management().map(Management::handled).orElse(0));
        } catch (StorageException e) {
            return Nonzas.failed(ErrorCondition.RESOURCE_CONSTRAINT, "storage is not available now");
        }
    }
}
