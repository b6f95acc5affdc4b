package im.carillon.roster;

import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** Says that rosters have versions (RFC 6121 §2.6.1); nothing is negotiated. */
final class RosterVersioning implements StreamFeature {

    private static final XmlElement OFFER = XmlElement.of("urn:xmpp:features:rosterver", "ver");

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
