package im.carillon.stream.feature;

import im.carillon.sasl.SaslCondition;
import im.carillon.sasl.SaslExchange;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslStep;
import im.carillon.stanza.StreamCondition;
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

/** RFC 6120 §6, with the announcement of channel-binding types (XEP-0440 1.0.0). */
final class Sasl implements StreamFeature {

    private static final int MOST_FAILURES = 5;

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
        if (!login.isPossible(stream.state())) {
            throw stream.state().isAuthenticated()
                    ? new StreamException(StreamCondition.POLICY_VIOLATION, "logged in already")
                    : new StreamException(StreamCondition.POLICY_VIOLATION, "secure the stream first");
        }
        Optional<SaslMechanism> mechanism = auth.attribute("mechanism")
                .filter(login.offered(stream.state())::contains)
                .flatMap(login::mechanism);
        if (mechanism.isEmpty()) {
            fail(stream, SaslCondition.INVALID_MECHANISM, "not offered on this stream");
            return;
        }
        SaslExchange exchange = login.begin(mechanism.get(), stream, Optional.empty());
        if (auth.text().isEmpty()) {
            challenge(stream, exchange, new byte[0]);
        } else {
            step(stream, exchange, auth);
        }
    }

    private void next(Negotiation stream, SaslExchange exchange, XmlElement element) throws StreamException {
        if (element.is(Namespaces.SASL, "response")) {
            step(stream, exchange, element);
        } else if (element.is(Namespaces.SASL, "abort")) {
            fail(stream, SaslCondition.ABORTED, "");
        } else {
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "a SASL exchange is under way");
        }
    }

    private void step(Negotiation stream, SaslExchange exchange, XmlElement message) throws StreamException {
        byte[] data;
        try {
            // "=" is a response of zero length (RFC 6120 §6.4.2)
            data = message.text().equals("=")
                    ? new byte[0]
                    : Base64.getDecoder().decode(message.text());
        } catch (IllegalArgumentException e) {
            fail(stream, SaslCondition.INCORRECT_ENCODING, "not base64");
            return;
        }
        switch (login.respond(exchange, data, stream)) {
            case SaslStep.Challenge(byte[] answer) -> challenge(stream, exchange, answer);
            case SaslStep.Success success -> succeed(stream, success);
            case SaslStep.Failure(SaslCondition condition, String text) -> fail(stream, condition, text);
        }
    }

    private void challenge(Negotiation stream, SaslExchange exchange, byte[] data) {
        stream.expect((s, element) -> next(s, exchange, element));
        stream.send(
                XmlElement.of(Namespaces.SASL, "challenge", Base64.getEncoder().encodeToString(data)));
    }

    private static void succeed(Negotiation stream, SaslStep.Success success) {
        stream.expectAnything();
        stream.authenticated(success.account());
        stream.expectRestart();
        stream.send(XmlElement.of(
                Namespaces.SASL,
                "success",
                success.additionalData()
                        .map(data ->
                                data.length == 0 ? "=" : Base64.getEncoder().encodeToString(data))
                        .orElse("")));
    }

    private static void fail(Negotiation stream, SaslCondition condition, String text) {
        stream.expectAnything();
        XmlElement.Builder failure = XmlElement.builder(Namespaces.SASL, "failure")
                .child(XmlElement.of(Namespaces.SASL, condition.elementName()));
        if (!text.isEmpty()) {
            failure.child("text", text);
        }
        stream.send(failure.build());
        if (stream.loginFailed() >= MOST_FAILURES) {
            stream.close(new StreamException(StreamCondition.POLICY_VIOLATION, "too many failed logins"));
        }
    }
}
