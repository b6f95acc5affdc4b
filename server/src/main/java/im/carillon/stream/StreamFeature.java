package im.carillon.stream;

import im.carillon.stanza.StreamException;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/**
 * One thing that can be negotiated on a stream (RFC 6120 §4.3), or that lives beside the stanzas.
 * Features hold no state of a stream.
 */
public interface StreamFeature {

    /** What stands in {@code <stream:features/>} in this state, if anything. */
    Optional<XmlElement> offer(StreamState state);

    /** Whether an element is for this feature, in any state. */
    boolean accepts(XmlElement element);

    /** Handles an element on the stream's thread; refuses it when the state does not allow it. */
    void handle(Negotiation stream, XmlElement element) throws StreamException;
}
