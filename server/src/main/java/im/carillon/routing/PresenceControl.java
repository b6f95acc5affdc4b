package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;

/** Lets an account disappear for others and come back. Must not block. */
public interface PresenceControl {

    /** Sends unavailable presence of every available resource to whoever of these may get presence. */
    void hide(BareJid account, Jid from);

    /** Sends the present presence of every available resource to whoever of these may get presence. */
    void show(BareJid account, Jid to);
}
