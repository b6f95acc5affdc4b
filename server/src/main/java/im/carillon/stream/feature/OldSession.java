package im.carillon.stream.feature;

import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.Set;

/** Session establishment of RFC 3921 §3: old clients ask for it, and nothing has to be done. */
final class OldSession implements StreamFeature, IqHandler {

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-session";

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        XmlElement optional = XmlElement.of(NAMESPACE, "optional");
        return state.isAuthenticated() && !state.isBound()
                ? Optional.of(XmlElement.of(NAMESPACE, "session").withChild(optional))
                : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return false;
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        throw new IllegalStateException("accepts nothing");
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.SERVER, Iq.Type.SET, NAMESPACE, "session"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, NAMESPACE, "session"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) {
        return Optional.empty();
    }
}
