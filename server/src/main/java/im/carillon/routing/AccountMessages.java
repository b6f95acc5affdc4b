package im.carillon.routing;

import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;

/** Takes the messages that local accounts receive and send (RFC 6121 §8.5); the message feature. */
public interface AccountMessages {

    /** What arrives for a local account; when another one here sent it, also what that one keeps of it. */
    void toAccount(Message message, UnitOfWork unit) throws StanzaException;

    /** What a session has sent to somebody who is no account here, and who took it. */
    void toElsewhere(Message message, UnitOfWork unit);

    /** What a session has sent and nobody took, with the error that comes back. */
    void refused(Message message, Message error, UnitOfWork unit);
}
