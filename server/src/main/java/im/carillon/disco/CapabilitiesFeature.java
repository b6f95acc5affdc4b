package im.carillon.disco;

import im.carillon.jid.BareJid;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tells clients that logged in what the server can do, so that they need not ask (XEP-0115 §6.3). */
final class CapabilitiesFeature implements StreamFeature {

    private final Capabilities capabilities;

    @Inject
    CapabilitiesFeature(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return state.isAuthenticated() ? Optional.of(capabilities.of(BareJid.of(state.host()))) : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return false;
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        throw new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "capabilities are not negotiated");
    }
}
