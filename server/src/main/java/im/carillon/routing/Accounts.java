package im.carillon.routing;

import im.carillon.jid.BareJid;

/** Which accounts there are. */
public interface Accounts {

    /** Whether there is such an account (or an anonymous session); may block on the database. */
    boolean exists(BareJid account);
}
