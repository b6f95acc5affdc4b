package im.carillon.stream.feature;

import im.carillon.sasl.SaslCondition;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslStep;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** RFC 6120 §6. */
final class Sasl implements StreamFeature {

    private final Login login;

    @Inject
    Sasl(Login login) {
        this.login = login;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        if (!login.isPossible(state)) {
            return Optional.empty();
        }
        List<String> names = login.offered(state);
        XmlElement.Builder offer = XmlElement.builder(Namespaces.SASL, "mechanisms");
        names.forEach(name -> offer.child("mechanism", name));
        return names.isEmpty() ? Optional.empty() : Optional.of(offer.build());
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.is(Namespaces.SASL, "auth");
    }

    @Override
    public void handle(Negotiation stream, XmlElement auth) throws StreamException {
        login.requirePossible(stream.state());
        Optional<SaslMechanism> mechanism = auth.attribute("mechanism")
                .filter(login.offered(stream.state())::contains)
                .flatMap(login::mechanism);
        if (mechanism.isEmpty()) {
            SaslDialogue.fail(stream, Namespaces.SASL, SaslCondition.INVALID_MECHANISM, "not offered on this stream");
            return;
        }
        LoginExchange exchange = login.begin(mechanism.get(), stream, Optional.empty());
        new SaslDialogue(login, exchange, Namespaces.SASL, (s, success) -> succeed(s, exchange, success))
                .begin(stream, Optional.of(auth.text()).filter(text -> !text.isEmpty()));
    }

    private static void succeed(Negotiation stream, LoginExchange exchange, SaslStep.Success success) {
        stream.authenticated(success.account(), exchange::isStillGood);
        stream.expectRestart();
        stream.send(XmlElement.of(
                Namespaces.SASL,
                "success",
                success.additionalData()
                        .map(data ->
                                data.length == 0 ? "=" : Base64.getEncoder().encodeToString(data))
                        .orElse("")));
    }
}
