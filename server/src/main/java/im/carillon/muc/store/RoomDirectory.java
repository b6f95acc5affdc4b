package im.carillon.muc.store;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Stanza;
import im.carillon.storage.UnitOfWork;

/** On which node a room lives. A room has one at a time, which alone changes it and decides its order. */
public interface RoomDirectory {

    /**
     * Takes a stanza to the node of its room, when that is another one.
     *
     * @return whether it went elsewhere
     */
    boolean forward(BareJid room, Stanza stanza, UnitOfWork unit);
}
