package im.carillon.lastactivity;

import im.carillon.jid.BareJid;
import im.carillon.routing.Subscriptions;
import im.carillon.spi.Phase;
import im.carillon.spi.StanzaFilter;
import im.carillon.spi.Verdict;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import jakarta.inject.Inject;

/** A client is asked for its idle time only by those who may see its presence (XEP-0012 §4). */
final class IdleTimeGuard implements StanzaFilter {

    private static final Verdict FORBIDDEN = new Verdict.Reject(
            new StanzaError(ErrorCondition.FORBIDDEN, "only contacts who see presence may ask for this"));

    private final Subscriptions subscriptions;

    @Inject
    IdleTimeGuard(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public Phase phase() {
        return Phase.RECIPIENT_BLOCK;
    }

    @Override
    public Verdict filter(Stanza stanza, BareJid account) {
        return stanza instanceof Iq iq
                        && iq.type() == Iq.Type.GET
                        && iq.element().hasChild(LastActivityHandler.NAMESPACE, "query")
                        && !subscriptions.isSubscribed(account, iq.sender().bare())
                ? FORBIDDEN
                : Verdict.PASS;
    }
}
