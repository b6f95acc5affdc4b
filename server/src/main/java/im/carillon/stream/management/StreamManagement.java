package im.carillon.stream.management;

import im.carillon.session.Management;
import im.carillon.session.Session;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** The elements of stream management on a stream (XEP-0198 1.6.3). */
final class StreamManagement implements StreamFeature {

    private final Enabling enabling;
    private final Resuming resuming;

    @Inject
    StreamManagement(Enabling enabling, Resuming resuming) {
        this.enabling = enabling;
        this.resuming = resuming;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return state.isAuthenticated() ? Optional.of(XmlElement.of(Management.NAMESPACE, "sm")) : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.namespace().equals(Management.NAMESPACE);
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        switch (element.name()) {
            case "enable" -> enable(stream, element);
            case "resume" -> resume(stream, element);
            case "r" -> {
                Management management = managed(stream);
                management.requested(stream.session().orElseThrow(), stream::send);
            }
            case "a" ->
                managed(stream)
                        .acknowledged(Nonzas.handled(element)
                                .orElseThrow(() -> new StreamException(
                                        StreamCondition.INVALID_XML, "'h' is no count of stanzas")));
            default -> throw new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "no part of XEP-0198");
        }
    }

    private void enable(Negotiation stream, XmlElement request) throws StreamException {
        Optional<Session> session = stream.session();
        if (session.isEmpty()) {
            stream.send(Nonzas.failed(ErrorCondition.UNEXPECTED_REQUEST, "bind a resource first"));
        } else if (session.get().management().isPresent()) {
            throw new StreamException(StreamCondition.POLICY_VIOLATION, "stream management is enabled already");
        } else {
            enabling.enable(session.get(), request, true);
        }
    }

    private void resume(Negotiation stream, XmlElement request) throws StreamException {
        if (!stream.state().isAuthenticated() || stream.state().isBound()) {
            stream.send(Nonzas.failed(
                    ErrorCondition.UNEXPECTED_REQUEST, "resume after the login, in place of binding a resource"));
            return;
        }
        stream.announce(resuming.resume(stream, request));
    }

    private static Management managed(Negotiation stream) throws StreamException {
        return stream.session()
                .flatMap(Session::management)
                .orElseThrow(() ->
                        new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "enable stream management first"));
    }
}
