package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.roster.RosterEdit.Outcome;
import im.carillon.roster.Rosters;
import im.carillon.routing.PresenceControl;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscription stanzas that arrive for a local account (RFC 6121 §3.1.3, §3.1.6, §3.2.3, §3.3.3). */
@Singleton
final class InboundSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(InboundSubscriptions.class);

    private final Rosters rosters;
    private final SessionRegistry sessions;
    private final Router router;
    private final PresenceControl current;

    @Inject
    InboundSubscriptions(Rosters rosters, SessionRegistry sessions, Router router, PresenceControl current) {
        this.rosters = rosters;
        this.sessions = sessions;
        this.router = router;
        this.current = current;
    }

    void receive(Presence presence, BareJid account, UnitOfWork unit) throws StanzaException {
        BareJid contact = presence.sender().bare();
        Presence stamped = presence.withFrom(contact).withTo(account);
        try {
            Decision decision = decide(stamped, account, contact);
            LOG.debug("{} from {} for {}: {}", presence.type(), contact, account, decision.reason());
            follow(decision, account, contact, unit);
        } catch (StanzaException e) {
            if (e.error().condition() != ErrorCondition.ITEM_NOT_FOUND) {
                throw e;
            }
            // RFC 6121 §3.1.3: who does not exist refuses, which tells no more than a refusal does
            if (presence.type() == Presence.Type.SUBSCRIBE) {
                router.route(Presence.of(Presence.Type.UNSUBSCRIBED, account, contact), unit);
            }
        }
    }

    private Decision decide(Presence presence, BareJid account, BareJid contact) throws StanzaException {
        return rosters.edit(
                        account,
                        contact,
                        item -> {
                            Decision decision = SubscriptionRules.inbound(presence.type(), item.subscription());
                            return new Outcome<>(
                                    item.withSubscription(decision.next()), Optional.of(presence.element()), decision);
                        },
                        change -> {
                            if (change.decision().passedOn()) {
                                deliver(presence, account);
                            }
                        })
                .decision();
    }

    private void follow(Decision decision, BareJid account, BareJid contact, UnitOfWork unit) {
        if (decision.granted()) {
            router.route(Presence.of(Presence.Type.SUBSCRIBED, account, contact), unit);
        }
        switch (decision.sight()) {
            case BEGINS -> current.show(account, contact, unit);
            case ENDS -> current.withdraw(account, contact, unit);
            case AS_BEFORE -> {}
        }
    }

    /** A request is for whoever can answer it, the rest for those that keep a roster (RFC 6121 §3.1.3, §3.1.6). */
    private void deliver(Presence presence, BareJid account) {
        for (Session session : sessions.of(account)) {
            if (presence.type() == Presence.Type.SUBSCRIBE ? session.isAvailable() : session.isInterestedInRoster()) {
                session.deliver(presence);
            }
        }
    }
}
