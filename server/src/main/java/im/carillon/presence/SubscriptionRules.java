package im.carillon.presence;

import im.carillon.presence.Decision.Sight;
import im.carillon.roster.Subscription;
import im.carillon.stanza.Presence;

/**
 * The state machine of presence subscriptions, RFC 6121 Appendix A, from the side of one account.
 * Each of the four kinds of stanza touches one direction only: {@code subscribe} and {@code
 * unsubscribe} of the account concern what it sees ({@code to}), {@code subscribed} and {@code
 * unsubscribed} of the account what the contact sees ({@code from}); for inbound stanzas it is the
 * other way round. That is why ending one half of a mutual subscription leaves the other.
 */
final class SubscriptionRules {

    private SubscriptionRules() {}

    /** Appendix A.2: what the account itself sends; {@code passedOn} is the column "route?". */
    static Decision outbound(Presence.Type type, Subscription state) {
        return switch (type) {
            case SUBSCRIBE -> subscribeOut(state);
            case UNSUBSCRIBE -> Decision.passOn(state.withTo(false), "the contact's server decides what it means");
            case SUBSCRIBED -> subscribedOut(state);
            case UNSUBSCRIBED -> unsubscribedOut(state);
            default -> throw new IllegalArgumentException(type + " is not about a subscription");
        };
    }

    /** Appendix A.3: what the contact sends; {@code passedOn} is the column "deliver?". */
    static Decision inbound(Presence.Type type, Subscription state) {
        return switch (type) {
            case SUBSCRIBE -> subscribeIn(state);
            case UNSUBSCRIBE -> unsubscribeIn(state);
            case SUBSCRIBED -> subscribedIn(state);
            case UNSUBSCRIBED -> unsubscribedIn(state);
            default -> throw new IllegalArgumentException(type + " is not about a subscription");
        };
    }

    /** A.2.1: always routed, so that a lost request can be repeated. */
    private static Decision subscribeOut(Subscription state) {
        return state.to()
                ? Decision.passOn(state, "subscribed already, the contact's server confirms")
                : Decision.passOn(state.withPendingOut(), "the contact is asked");
    }

    /** A.2.3 and the pre-approval of §3.4.2. */
    private static Decision subscribedOut(Subscription state) {
        if (state.pendingIn()) {
            return Decision.passOn(state.withFrom(true), "the request is granted")
                    .sight(Sight.BEGINS);
        }
        return state.from()
                ? Decision.hold(state, "the contact is subscribed already")
                : Decision.hold(state.withApproved(true), "approved before it is asked for");
    }

    /** A.2.4 and the end of a pre-approval (§3.4.2). */
    private static Decision unsubscribedOut(Subscription state) {
        Subscription next = state.withFrom(false).withApproved(false);
        if (state.from()) {
            return Decision.passOn(next, "the contact's subscription is cancelled")
                    .sight(Sight.ENDS);
        }
        return state.pendingIn()
                ? Decision.passOn(next, "the request is refused")
                : Decision.hold(next, "there is no subscription to cancel, perhaps an approval");
    }

    /** A.3.1. */
    private static Decision subscribeIn(Subscription state) {
        if (state.from()) {
            return Decision.grant(state, "the contact is subscribed already");
        }
        if (state.approved()) {
            return Decision.grant(state.withFrom(true), "approved in advance");
        }
        return state.pendingIn()
                ? Decision.hold(state, "the account has been asked already")
                : Decision.passOn(state.withPendingIn(), "the account is asked");
    }

    /** A.3.2. */
    private static Decision unsubscribeIn(Subscription state) {
        if (state.from()) {
            return Decision.passOn(state.withFrom(false), "the contact ends its subscription")
                    .sight(Sight.ENDS);
        }
        return state.pendingIn()
                ? Decision.passOn(state.withFrom(false), "the contact takes its request back")
                : Decision.hold(state, "the contact has no subscription to end");
    }

    /** A.3.3. */
    private static Decision subscribedIn(Subscription state) {
        return state.pendingOut()
                ? Decision.passOn(state.withTo(true), "the contact grants the request")
                : Decision.hold(state, "nothing was asked for");
    }

    /** A.3.4. */
    private static Decision unsubscribedIn(Subscription state) {
        return state.to() || state.pendingOut()
                ? Decision.passOn(state.withTo(false), "the contact refuses or cancels")
                : Decision.hold(state, "there is no subscription");
    }
}
