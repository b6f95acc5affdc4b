package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.roster.Roster;
import im.carillon.roster.Rosters;
import im.carillon.routing.Hosts;
import im.carillon.routing.Router;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What a session gets to know when it becomes available (RFC 6121 §4.2.2, §4.3.1, §3.1.3). */
@Singleton
final class Arrival {

    private final Router router;
    private final SessionRegistry sessions;
    private final Rosters rosters;
    private final Hosts hosts;
    private final CurrentPresence current;

    @Inject
    Arrival(Router router, SessionRegistry sessions, Rosters rosters, Hosts hosts, CurrentPresence current) {
        this.router = router;
        this.sessions = sessions;
        this.rosters = rosters;
        this.hosts = hosts;
        this.current = current;
    }

    void of(Session session, Roster roster, UnitOfWork unit) {
        boolean first = lookAround(session, roster, unit);
        if (roster.hasRequests()) {
            for (Presence request : rosters.requests(session.account())) {
                unit.afterCommit(() -> session.deliver(request));
            }
        }
        if (first) {
            askAgain(roster, unit);
        }
    }

    /**
     * Tells a session who is here.
     *
     * @return whether no other resource of the account is
     */
    boolean lookAround(Session session, Roster roster, UnitOfWork unit) {
        boolean alone = true;
        for (Session other : sessions.of(session.account())) {
            if (other != session) {
                alone &= !current.tell(other, session.address(), unit);
            }
        }
        for (BareJid contact : roster.subscribedTo()) {
            current.probe(session, contact, unit);
        }
        return alone;
    }

    /** RFC 6121 §3.1.2: a request may have been lost, here when the server stopped half-way. */
    private void askAgain(Roster roster, UnitOfWork unit) {
        for (BareJid contact : roster.asked()) {
            if (hosts.isLocal(contact.domain())) {
                router.routeFor(
                        roster.account(), Presence.of(Presence.Type.SUBSCRIBE, roster.account(), contact), unit);
            }
        }
    }
}
