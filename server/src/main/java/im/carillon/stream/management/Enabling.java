package im.carillon.stream.management;

import im.carillon.session.ManagedSessions;
import im.carillon.session.ManagedSessions.Enabled;
import im.carillon.session.Management;
import im.carillon.session.Session;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Answers {@code <enable/>} (XEP-0198 §3). */
final class Enabling {

    private final ManagedSessions sessions;

    @Inject
    Enabling(ManagedSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Enables it; blocks until a session that can be resumed is stored.
     *
     * @param announce whether the answer is sent from here, or by whoever called
     * @return the answer
     */
    XmlElement enable(Session session, XmlElement request, boolean announce) {
        if (!Nonzas.isTrue(request, "resume") || !sessions.offersResumption()) {
            XmlElement answer = XmlElement.of(Management.NAMESPACE, "enabled");
            sessions.manage(session, announced(answer, announce));
            return answer;
        }
        try {
            Enabled enabled =
                    sessions.manageResumable(session, wished(request), made -> announced(answer(made), announce));
            return answer(enabled);
        } catch (StanzaException e) {
            XmlElement failed = Nonzas.failed(e.error().condition(), String.valueOf(e.getMessage()));
            if (announce) {
                session.stream().send(failed);
            }
            return failed;
        }
    }

    private static Optional<XmlElement> announced(XmlElement answer, boolean announce) {
        return announce ? Optional.of(answer) : Optional.empty();
    }

    private static XmlElement answer(Enabled enabled) {
        return XmlElement.builder(Management.NAMESPACE, "enabled")
                .attribute("id", enabled.id())
                .attribute("resume", "true")
                .attribute("max", Long.toString(enabled.lifetime().toSeconds()))
                .build();
    }

    /** An odd wish is no wish. */
    private static Optional<Duration> wished(XmlElement request) {
        try {
            return request.attribute("max")
                    .map(Integer::parseUnsignedInt)
                    .filter(seconds -> seconds > 0)
                    .map(Duration::ofSeconds);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
