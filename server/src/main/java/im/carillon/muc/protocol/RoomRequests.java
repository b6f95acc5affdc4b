package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import java.util.Set;

/** Answers requests of one kind that are made to rooms. */
interface RoomRequests {

    /** The namespaces of the payloads it takes; no two handlers share one. */
    Set<String> namespaces();

    /** Answers through the unit, or later; what is thrown becomes the error answer. May block. */
    void handle(Iq iq, BareJid room, UnitOfWork unit) throws StanzaException;
}
