package im.carillon.presence;

import im.carillon.roster.Subscription;

/**
 * What a stanza about a subscription comes to.
 *
 * @param next the state after it
 * @param passedOn whether it goes on: to the contact's server when outbound, to the account's
 *     clients when inbound
 * @param granted whether the account answers with {@code subscribed} at once, without asking
 * @param sight what it means for who sees the account's presence
 * @param reason why, for the log and for tests
 */
record Decision(Subscription next, boolean passedOn, boolean granted, Sight sight, String reason) {

    /** What the contact sees of the account. */
    enum Sight {
        AS_BEFORE,
        BEGINS,
        ENDS
    }

    static Decision passOn(Subscription next, String reason) {
        return new Decision(next, true, false, Sight.AS_BEFORE, reason);
    }

    static Decision hold(Subscription next, String reason) {
        return new Decision(next, false, false, Sight.AS_BEFORE, reason);
    }

    /** The contact is, or becomes, a subscriber without a question. */
    static Decision grant(Subscription next, String reason) {
        return new Decision(next, false, true, Sight.BEGINS, reason);
    }

    Decision sight(Sight changed) {
        return new Decision(next, passedOn, granted, changed, reason);
    }
}
