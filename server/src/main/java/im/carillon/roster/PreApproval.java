package im.carillon.roster;

import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** Says that subscriptions can be approved before they are asked for (RFC 6121 §3.4); nothing is negotiated. */
final class PreApproval implements StreamFeature {

    private static final XmlElement OFFER = XmlElement.of("urn:xmpp:features:pre-approval", "sub");

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return state.isAuthenticated() ? Optional.of(OFFER) : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return false;
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        throw new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "there is nothing to negotiate");
    }
}
