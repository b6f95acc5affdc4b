package im.carillon.routing;

import im.carillon.jid.BareJid;
import java.util.List;
import java.util.Set;

/**
 * Who may see whom, as the rosters of local accounts say (RFC 6121 §3). Answers come from memory as
 * a rule; a first question about an account may block on the database.
 */
public interface Subscriptions {

    /** Whether {@code contact} gets the presence of {@code account}; everybody gets their own. */
    boolean isSubscribed(BareJid account, BareJid contact);

    /** Who gets the presence of an account, itself not included. */
    List<BareJid> subscribers(BareJid account);

    /** Whose presence an account gets, itself not included. */
    List<BareJid> subscribedTo(BareJid account);

    /** Whether a contact is in the roster of an account; everybody is a contact of their own. */
    boolean isContact(BareJid account, BareJid contact);

    /** The groups an account has put a contact in; empty also when it is not in the roster. */
    Set<String> groups(BareJid account, BareJid contact);
}
