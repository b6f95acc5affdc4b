package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.storage.UnitOfWork;

/** Shows or withdraws the presence of an account when something other than presence changed who may see it. */
public interface PresenceControl {

    /** Sends the current presence of each available resource to a contact (RFC 6121 §3.1.5). */
    void show(BareJid account, BareJid contact, UnitOfWork unit);

    /** Sends unavailable presence from each available resource to a contact (RFC 6121 §3.2.2). */
    void withdraw(BareJid account, BareJid contact, UnitOfWork unit);

    /**
     * An account has just blocked an address, or a whole domain: whoever there saw it available sees
     * it unavailable (XEP-0191 §3.3).
     */
    void blocked(BareJid account, Jid address, UnitOfWork unit);

    /**
     * An account has just unblocked an address, or a whole domain: subscribers there get its current
     * presence (XEP-0191 §3.4), and it gets theirs.
     */
    void unblocked(BareJid account, Jid address, UnitOfWork unit);
}
