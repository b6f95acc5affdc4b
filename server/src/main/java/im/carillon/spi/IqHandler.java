package im.carillon.spi;

import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.Set;

/**
 * Answers requests of one kind. Registering a handler advertises its namespaces in service
 * discovery. Two handlers for one key stop the start.
 */
public interface IqHandler {

    Set<IqKey> keys();

    /**
     * Answers on the sender's thread; may block on the database. What is thrown becomes the error
     * answer, so no request stays unanswered.
     *
     * @return the payload of the result, if it has one
     */
    Optional<XmlElement> handle(IqRequest request) throws StanzaException;
}
