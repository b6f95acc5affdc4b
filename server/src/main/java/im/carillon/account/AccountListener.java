package im.carillon.account;

import im.carillon.jid.BareJid;

/** Told after an account has changed durably, by the thread that changed it. */
public interface AccountListener {

    /** Why an account's logins are no longer good. */
    enum Change {
        PASSWORD_CHANGED,
        DISABLED,
        DELETED
    }

    void changed(BareJid account, Change change);
}
