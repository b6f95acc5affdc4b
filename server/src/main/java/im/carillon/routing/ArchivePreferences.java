package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;

/**
 * What accounts want kept in their archives (XEP-0441). Answers come from memory as a rule; a first
 * question about an account may block on the database, so ask on the thread of the sender and not
 * while a unit is assembled.
 */
public interface ArchivePreferences {

    /**
     * Whether a message that is worth keeping goes into an account's archive.
     *
     * @param account one of this server's
     * @param peer whom the message is from when the account received it, whom it is to when the
     *     account sent it; with the resource it has in the message
     */
    boolean keeps(BareJid account, Jid peer);
}
