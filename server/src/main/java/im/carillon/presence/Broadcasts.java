package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.roster.Roster;
import im.carillon.roster.Rosters;
import im.carillon.routing.Router;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Presence that a session sends to nobody in particular: to its subscribers and to the account's own
 * resources (RFC 6121 §4.2, §4.4, §4.5). Runs on the session's thread. Copies share their content
 * and its encoded bytes.
 */
@Singleton
final class Broadcasts {

    private final Router router;
    private final SessionRegistry sessions;
    private final Rosters rosters;
    private final Visible visible;
    private final Arrival arrival;
    private final Set<PresenceListener> listeners;

    @Inject
    Broadcasts(
            Router router,
            SessionRegistry sessions,
            Rosters rosters,
            Visible visible,
            Arrival arrival,
            Set<PresenceListener> listeners) {
        this.router = router;
        this.sessions = sessions;
        this.rosters = rosters;
        this.visible = visible;
        this.arrival = arrival;
        this.listeners = listeners;
    }

    void available(Session session, Presence presence, UnitOfWork unit) {
        Roster roster = rosters.of(session.account());
        Optional<Presence> before = session.presence();
        // First be seen, then look at others: of two who arrive together each sees the other.
        session.presence(Optional.of(presence), unit);
        visible.add(session);
        toSubscribers(session, presence, roster, unit);
        toOwnResources(session, presence, unit);
        if (before.isEmpty()) {
            arrival.of(session, roster, unit);
        }
        changed(session, before, unit);
    }

    void unavailable(Session session, Presence presence, UnitOfWork unit) {
        visible.take(session).ifPresent(directed -> leave(directed, presence, unit));
    }

    /** Tells everybody who saw a session that it is no longer there. */
    void leave(DirectedPresence directed, Presence unavailable, UnitOfWork unit) {
        Session session = directed.session();
        Optional<Presence> before = session.presence();
        session.presence(Optional.empty(), unit);
        for (Jid address : directed.take(any -> true)) {
            router.routeFor(session.account(), unavailable.withTo(address), unit);
        }
        if (before.isPresent()) {
            toSubscribers(session, unavailable, rosters.of(session.account()), unit);
            toOwnResources(session, unavailable, unit);
            if (session.isOpen()) {
                unit.afterCommit(() -> session.deliver(unavailable.withTo(session.account())));
            }
            changed(session, before, unit);
        }
    }

    private void toSubscribers(Session session, Presence presence, Roster roster, UnitOfWork unit) {
        for (BareJid contact : roster.subscribers()) {
            router.routeFor(session.account(), presence.withTo(contact), unit);
        }
    }

    /** To all available ones, the sender included (RFC 6121 §4.2.2). */
    private void toOwnResources(Session session, Presence presence, UnitOfWork unit) {
        Presence own = presence.withTo(session.account());
        for (Session resource : sessions.of(session.account())) {
            if (resource.isAvailable()) {
                unit.afterCommit(() -> resource.deliver(own));
            }
        }
    }

    private void changed(Session session, Optional<Presence> before, UnitOfWork unit) {
        Optional<Presence> now = session.presence();
        listeners.forEach(listener -> listener.availabilityChanged(session, before, now, unit));
    }
}
