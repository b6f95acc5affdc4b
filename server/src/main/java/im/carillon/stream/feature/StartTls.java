package im.carillon.stream.feature;

import im.carillon.config.TlsConfig;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.transport.Protection;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** RFC 6120 §5. */
final class StartTls implements StreamFeature {

    private final TlsConfig config;

    @Inject
    StartTls(TlsConfig config) {
        this.config = config;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        if (state.protection() != Protection.OPEN || state.isAuthenticated()) {
            return Optional.empty();
        }
        XmlElement offer = XmlElement.of(Namespaces.TLS, "starttls");
        return Optional.of(config.required() ? offer.withChild(XmlElement.of(Namespaces.TLS, "required")) : offer);
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.is(Namespaces.TLS, "starttls");
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        if (offer(stream.state()).isEmpty()) {
            stream.send(XmlElement.of(Namespaces.TLS, "failure"));
            stream.close();
            return;
        }
        if (!element.hasNoContent()) {
            throw new StreamException(StreamCondition.BAD_FORMAT, "<starttls/> is empty");
        }
        stream.startTls();
    }
}
