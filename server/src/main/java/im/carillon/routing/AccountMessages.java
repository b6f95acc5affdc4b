package im.carillon.routing;

import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;

/** Takes the messages for local accounts (RFC 6121 §8.5); the message feature. */
public interface AccountMessages {

    void toAccount(Message message, UnitOfWork unit) throws StanzaException;
}
