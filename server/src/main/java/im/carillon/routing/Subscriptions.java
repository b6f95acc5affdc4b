package im.carillon.routing;

import im.carillon.jid.BareJid;

/** Who may know about the presence of a local account (RFC 6121 §2.1.2.5). */
public interface Subscriptions {

    /**
     * Whether the contact receives the account's presence: its subscription is {@code from} or
     * {@code both}. False when there is no such account; may block on the database.
     */
    boolean isSubscribed(BareJid contact, BareJid account);
}
