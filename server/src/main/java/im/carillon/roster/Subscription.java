package im.carillon.roster;

/**
 * How an account and one contact stand to each other: the nine states of RFC 6121 Appendix A.1 as
 * what they are made of, and the pre-approval of §3.4.
 *
 * @param to the account gets the contact's presence
 * @param from the contact gets the account's presence
 * @param pendingOut the account has asked for the contact's presence
 * @param pendingIn the contact has asked for the account's presence
 * @param approved a request of the contact will be granted without asking
 */
public record Subscription(boolean to, boolean from, boolean pendingOut, boolean pendingIn, boolean approved) {

    public static final Subscription NONE = new Subscription(false, false, false, false, false);

    /** The value of the attribute in roster items (RFC 6121 §2.1.2.5). */
    public String wire() {
        if (to) {
            return from ? "both" : "to";
        }
        return from ? "from" : "none";
    }

    static Subscription stored(String wire, boolean pendingOut, boolean pendingIn, boolean approved) {
        boolean both = wire.equals("both");
        return new Subscription(
                both || wire.equals("to"), both || wire.equals("from"), pendingOut, pendingIn, approved);
    }

    /** Whether the contact has a place in the roster because of this; a request alone gives none. */
    boolean isListed() {
        return to || from || pendingOut || approved;
    }

    public Subscription withTo(boolean subscribed) {
        return new Subscription(subscribed, from, false, pendingIn, approved);
    }

    public Subscription withFrom(boolean subscribed) {
        return new Subscription(to, subscribed, pendingOut, false, approved);
    }

    public Subscription withPendingOut() {
        return new Subscription(to, from, true, pendingIn, approved);
    }

    public Subscription withPendingIn() {
        return new Subscription(to, from, pendingOut, true, approved);
    }

    public Subscription withApproved(boolean granted) {
        return new Subscription(to, from, pendingOut, pendingIn, granted);
    }

    /** What is left when the account removes the contact: an unanswered request stays one. */
    Subscription removed() {
        return new Subscription(false, false, false, pendingIn, false);
    }
}
