package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.roster.Rosters;
import im.carillon.roster.Subscription;
import im.carillon.routing.Router;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Answers who asks for the presence of a local account (RFC 6121 §4.3.2). */
@Singleton
final class Probes {

    private final Rosters rosters;
    private final SessionRegistry sessions;
    private final Router router;
    private final CurrentPresence current;

    @Inject
    Probes(Rosters rosters, SessionRegistry sessions, Router router, CurrentPresence current) {
        this.rosters = rosters;
        this.sessions = sessions;
        this.router = router;
        this.current = current;
    }

    void answer(Jid asking, Jid asked, UnitOfWork unit) {
        BareJid account = asked.bare();
        if (!asking.bare().equals(account)) {
            Subscription subscription = rosters.of(account).item(asking.bare()).subscription();
            if (!subscription.from()) {
                // while a request is open this answer would pass for its refusal
                if (!subscription.pendingIn()) {
                    router.route(Presence.of(Presence.Type.UNSUBSCRIBED, account, asking.bare()), unit);
                }
                return;
            }
        }
        boolean told = false;
        for (Session resource : sessions.of(account)) {
            if (!(asked instanceof FullJid) || asked.equals(resource.address())) {
                told |= current.tell(resource, asking, unit);
            }
        }
        if (!told) {
            router.route(Presence.of(Presence.Type.UNAVAILABLE, asked, asking), unit);
        }
    }
}
