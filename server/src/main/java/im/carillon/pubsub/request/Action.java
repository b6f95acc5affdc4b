package im.carillon.pubsub.request;

import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** One use case. */
@FunctionalInterface
interface Action {

    /**
     * On the thread of whoever asks; may block.
     *
     * @param element the first child of {@code <pubsub/>}, which says what is wanted
     * @return the payload of the answer, if it has one
     */
    Optional<XmlElement> run(Call call, XmlElement element) throws StanzaException;
}
