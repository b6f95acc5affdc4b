package im.carillon.routing;

import im.carillon.jid.BareJid;
import java.util.Set;

/** Told what changed between a local account and somebody in its roster. Bound into a set. */
public interface ContactListener {

    /**
     * What a contact is to an account.
     *
     * @param seesPresence whether it gets the account's presence
     * @param groups where the account has put it
     */
    record Tie(boolean seesPresence, Set<String> groups) {
        public Tie {
            groups = Set.copyOf(groups);
        }
    }

    /** The change is durable. On the committer's thread: must not block. */
    void tieChanged(BareJid account, BareJid contact, Tie before, Tie now);
}
