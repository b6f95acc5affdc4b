package im.carillon.stream.feature;

import im.carillon.session.Session;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** RFC 6120 §7. */
final class Bind implements StreamFeature {

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return state.isAuthenticated() && !state.isBound()
                ? Optional.of(XmlElement.of(Namespaces.BIND, "bind"))
                : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.is(Namespaces.CLIENT, "iq") && element.hasChild(Namespaces.BIND, "bind");
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        if (!stream.state().isAuthenticated()) {
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "log in first");
        }
        try {
            Iq iq = (Iq) Stanza.of(element.withoutAttribute("from").withoutAttribute("to"));
            stream.announce(answer(stream, iq).element());
        } catch (StanzaException e) {
            stream.send(
                    element.withAttribute("type", "error").withChild(e.error().toElement()));
        }
    }

    private static Iq answer(Negotiation stream, Iq iq) throws StreamException {
        try {
            if (iq.type() != Iq.Type.SET) {
                throw new StanzaException(ErrorCondition.BAD_REQUEST, "binding is an IQ of type set");
            }
            Optional<String> resource = iq.payload().flatMap(bind -> bind.childText(Namespaces.BIND, "resource"));
            Session session = stream.bind(resource);
            return iq.result(XmlElement.builder(Namespaces.BIND, "bind")
                    .child("jid", session.address().toString())
                    .build());
        } catch (StanzaException e) {
            StanzaError error = e.error();
            return iq.error(error);
        }
    }
}
