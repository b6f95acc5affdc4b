package im.carillon.stream.sasl2;

import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * What can be negotiated with the login itself (XEP-0388 §feature), such as the resumption of a
 * stream. These come before Bind 2, which does nothing on a stream that is bound by then.
 */
public interface InlineFeature {

    /** What stands in {@code <inline/>}, if anything. */
    Optional<XmlElement> offer(StreamState state);

    /** Whether a child of {@code <authenticate/>} is a request for this feature. */
    boolean accepts(XmlElement request);

    /**
     * Handles the request after the client has proved who it is.
     *
     * @return what {@code <success/>} holds about it
     */
    Optional<XmlElement> handle(Negotiation stream, XmlElement request) throws StreamException;
}
