package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;

/** Whom accounts have blocked. */
public interface Blocks {

    /** Whether nothing may pass between the two; cheap, though it may block on the database once. */
    boolean isBlocked(BareJid account, Jid contact);
}
