package im.carillon.presence;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that somebody has seen available, by address. Whoever takes a session out is the one
 * who tells the others that it is gone; so when a new session takes over the resource of an old one,
 * the end of the old one is told once and never after the new one's beginning.
 */
@Singleton
final class Visible {

    private final ConcurrentHashMap<FullJid, DirectedPresence> byAddress = new ConcurrentHashMap<>();

    @Inject
    Visible() {}

    /** Notes that a session shows itself. */
    DirectedPresence add(Session session) {
        return byAddress.compute(
                session.address(),
                (address, known) ->
                        known != null && known.session() == session ? known : new DirectedPresence(session));
    }

    /** Takes out whatever session has that address. */
    Optional<DirectedPresence> take(FullJid address) {
        return Optional.ofNullable(byAddress.remove(address));
    }

    /** Takes out this very session. */
    Optional<DirectedPresence> take(Session session) {
        DirectedPresence known = byAddress.get(session.address());
        return known != null && known.session() == session && byAddress.remove(session.address(), known)
                ? Optional.of(known)
                : Optional.empty();
    }

    Optional<DirectedPresence> find(Session session) {
        DirectedPresence known = byAddress.get(session.address());
        return known != null && known.session() == session ? Optional.of(known) : Optional.empty();
    }

    /** An address to which presence was directed does not want it. */
    void refused(Session session, Jid by) {
        find(session).ifPresent(directed -> directed.remove(by));
    }
}
