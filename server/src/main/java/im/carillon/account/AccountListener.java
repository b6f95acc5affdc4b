package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import java.util.Optional;

/** Told after an account has changed durably, by the thread that changed it. */
public interface AccountListener {

    /** Why an account's logins are no longer good. */
    enum Change {
        PASSWORD_CHANGED,
        DISABLED,
        DELETED
    }

    /**
     * @param by the session that asked for the change of its own account; it stays open, so that it
     *     gets its answer
     */
    void changed(BareJid account, Change change, Optional<FullJid> by);
}
