package im.carillon.stream.feature;

import im.carillon.sasl.ChannelBindings;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.transport.Protection;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Announces the channel-binding types beside the mechanisms (XEP-0440 1.0.0). */
final class BindingTypes implements StreamFeature {

    private static final String NAMESPACE = "urn:xmpp:sasl-cb:0";

    private final Login login;

    @Inject
    BindingTypes(Login login) {
        this.login = login;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        if (state.protection() != Protection.TLS || !login.isPossible(state)) {
            return Optional.empty();
        }
        XmlElement.Builder offer = XmlElement.builder(NAMESPACE, "sasl-channel-binding");
        for (String type : List.of(ChannelBindings.TLS_EXPORTER, ChannelBindings.TLS_SERVER_END_POINT)) {
            offer.child(XmlElement.builder(NAMESPACE, "channel-binding")
                    .attribute("type", type)
                    .build());
        }
        return Optional.of(offer.build());
    }

    @Override
    public boolean accepts(XmlElement element) {
        return false;
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        throw new IllegalStateException("accepts nothing");
    }
}
