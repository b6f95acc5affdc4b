package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.roster.Rosters;
import im.carillon.routing.AccountPresence;
import im.carillon.routing.Router;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Sorts presence by what it is for. */
@Singleton
final class PresenceHandling implements AccountPresence {

    private final Broadcasts broadcasts;
    private final OutboundSubscriptions outbound;
    private final InboundSubscriptions inbound;
    private final Probes probes;
    private final Visible visible;
    private final Rosters rosters;
    private final Router router;
    private final SessionRegistry sessions;

    @Inject
    PresenceHandling(
            Broadcasts broadcasts,
            OutboundSubscriptions outbound,
            InboundSubscriptions inbound,
            Probes probes,
            Visible visible,
            Rosters rosters,
            Router router,
            SessionRegistry sessions) {
        this.broadcasts = broadcasts;
        this.outbound = outbound;
        this.inbound = inbound;
        this.probes = probes;
        this.visible = visible;
        this.rosters = rosters;
        this.router = router;
        this.sessions = sessions;
    }

    @Override
    public void fromSession(Session session, Presence presence, UnitOfWork unit) throws StanzaException {
        Optional<Jid> to = presence.to();
        if (!session.isOpen()) {
            return; // another client has taken over; nothing of this one is to be seen any more
        }
        switch (presence.type()) {
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> outbound.send(session, presence, unit);
            case AVAILABLE, UNAVAILABLE -> {
                if (to.isPresent()) {
                    directed(session, presence, to.get(), unit);
                } else {
                    broadcast(session, presence, unit);
                }
            }
            case PROBE, ERROR -> router.route(addressed(presence), unit);
        }
    }

    private void broadcast(Session session, Presence presence, UnitOfWork unit) {
        if (presence.type() == Presence.Type.AVAILABLE) {
            broadcasts.available(session, presence, unit);
        } else {
            broadcasts.unavailable(session, presence, unit);
        }
    }

    private static Presence addressed(Presence presence) throws StanzaException {
        if (presence.to().isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "to whom?");
        }
        return presence;
    }

    /** RFC 6121 §4.6.3: subscribers hear of the end anyway, others only because of what is noted here. */
    private void directed(Session session, Presence presence, Jid to, UnitOfWork unit) throws StanzaException {
        BareJid account = session.account();
        if (presence.type() == Presence.Type.UNAVAILABLE) {
            visible.find(session)
                    .filter(directed -> directed.remove(to))
                    .ifPresent(directed -> remember(directed, unit));
        } else if (!to.bare().equals(account)
                && !(session.isAvailable() && rosters.of(account).isSubscriber(to.bare()))) {
            DirectedPresence directed = visible.add(session);
            directed.add(to);
            remember(directed, unit);
        }
        router.route(presence, unit);
    }

    private static void remember(DirectedPresence directed, UnitOfWork unit) {
        directed.session().put(ResumedPresence.DIRECTED, directed.all(), unit);
    }

    @Override
    public void toAccount(Presence presence, UnitOfWork unit) throws StanzaException {
        Jid to = presence.to().orElseGet(() -> presence.sender().bare());
        switch (presence.type()) {
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> inbound.receive(presence, to.bare(), unit);
            case PROBE -> probes.answer(presence.sender(), to, unit);
            case AVAILABLE, UNAVAILABLE, ERROR -> deliver(presence, to, unit);
        }
    }

    /** RFC 6121 §8.5.2.1.2 and §8.5.3. */
    private void deliver(Presence presence, Jid to, UnitOfWork unit) {
        if (to instanceof FullJid full) {
            sessions.find(full).ifPresent(session -> {
                if (presence.isError()) {
                    visible.refused(session, presence.sender());
                }
                unit.afterCommit(() -> session.deliver(presence));
            });
            return;
        }
        for (Session session : sessions.of(to.bare())) {
            if (session.isAvailable()) {
                unit.afterCommit(() -> session.deliver(presence));
            }
        }
    }
}
