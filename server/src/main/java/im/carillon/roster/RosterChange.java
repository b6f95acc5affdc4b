package im.carillon.roster;

import im.carillon.jid.BareJid;

/**
 * An edit that was carried out.
 *
 * @param version of the roster after it
 * @param changed whether there was anything to do
 */
public record RosterChange<D>(
        BareJid account, RosterVersion version, RosterItem before, RosterItem after, boolean changed, D decision) {

    /** Whether the account is told: a request that comes or goes is no part of the roster it sees. */
    boolean isVisible() {
        boolean requestOnly =
                before.subscription().pendingIn() != after.subscription().pendingIn()
                        && before.toElement().equals(after.toElement());
        return changed && (before.listed() || after.listed()) && !requestOnly;
    }
}
