package im.carillon.muc.store;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Stanza;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;

/** Every room lives here: the directory of a server that is alone. */
public final class LocalRoomDirectory implements RoomDirectory {

    @Inject
    public LocalRoomDirectory() {}

    @Override
    public boolean forward(BareJid room, Stanza stanza, UnitOfWork unit) {
        return false;
    }
}
