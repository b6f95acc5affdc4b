package im.carillon.pubsub;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Presence;
import im.carillon.xml.Namespaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;

/** Which subscribers are available here, and how. */
@Singleton
final class Online {

    private final SessionRegistry sessions;

    @Inject
    Online(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /**
     * Whether an account, or the one resource, is available.
     *
     * @param shows with one of these presences; with any when there is none
     */
    boolean shows(Jid address, Set<String> shows) {
        for (Session session : sessions.of(address.bare())) {
            if (address instanceof FullJid && !session.address().equals(address)) {
                continue;
            }
            if (session.presence().filter(p -> matches(p, shows)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Presence presence, Set<String> shows) {
        return shows.isEmpty()
                || shows.contains(
                        presence.element().childText(Namespaces.CLIENT, "show").orElse("online"));
    }
}
