package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.roster.RosterEdit.Outcome;
import im.carillon.roster.Rosters;
import im.carillon.routing.PresenceControl;
import im.carillon.routing.Router;
import im.carillon.session.Session;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscription stanzas that a local account sends (RFC 6121 §3.1.2, §3.1.5, §3.2.2, §3.3.2, §3.4.2). */
@Singleton
final class OutboundSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundSubscriptions.class);

    private final Rosters rosters;
    private final Router router;
    private final PresenceControl current;

    @Inject
    OutboundSubscriptions(Rosters rosters, Router router, PresenceControl current) {
        this.rosters = rosters;
        this.router = router;
        this.current = current;
    }

    void send(Session session, Presence presence, UnitOfWork unit) throws StanzaException {
        BareJid account = session.account();
        BareJid contact = presence.to()
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "to whom?"))
                .bare();
        if (contact.equals(account)) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "everybody has their own presence anyway");
        }
        Decision decision = decide(account, contact, presence.type());
        LOG.debug("{} to {} from {}: {}", presence.type(), contact, account, decision.reason());
        if (decision.sight() == Decision.Sight.ENDS) {
            current.withdraw(account, contact, unit);
        }
        if (decision.passedOn()) {
            router.route(presence.withFrom(account).withTo(contact), unit);
        }
        if (decision.sight() == Decision.Sight.BEGINS) {
            current.show(account, contact, unit);
        }
    }

    private Decision decide(BareJid account, BareJid contact, Presence.Type type) throws StanzaException {
        return rosters.edit(
                        account,
                        contact,
                        item -> {
                            Decision decision = SubscriptionRules.outbound(type, item.subscription());
                            return new Outcome<>(item.withSubscription(decision.next()), Optional.empty(), decision);
                        },
                        change -> {})
                .decision();
    }
}
