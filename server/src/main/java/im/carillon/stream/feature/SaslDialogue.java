package im.carillon.stream.feature;

import im.carillon.sasl.SaslCondition;
import im.carillon.sasl.SaslStep;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.Base64;
import java.util.Optional;

/**
 * One SASL exchange on a stream. RFC 6120 §6 and XEP-0388 say it with the same words in their own
 * namespaces, up to the success.
 */
public final class SaslDialogue {

    private static final int MOST_FAILURES = 5;

    private final Login login;
    private final LoginExchange exchange;
    private final String namespace;
    private final Ending ending;

    /** What follows the proof. */
    @FunctionalInterface
    public interface Ending {
        void succeeded(Negotiation stream, SaslStep.Success success) throws StreamException;
    }

    public SaslDialogue(Login login, LoginExchange exchange, String namespace, Ending ending) {
        this.login = login;
        this.exchange = exchange;
        this.namespace = namespace;
        this.ending = ending;
    }

    /** @param initialResponse in base64, absent when the client waits for an empty challenge */
    public void begin(Negotiation stream, Optional<String> initialResponse) throws StreamException {
        if (initialResponse.isPresent()) {
            step(stream, initialResponse.get());
        } else {
            challenge(stream, new byte[0]);
        }
    }

    private void next(Negotiation stream, XmlElement element) throws StreamException {
        if (element.is(namespace, "response")) {
            step(stream, element.text());
        } else if (element.is(namespace, "abort")) {
            fail(stream, namespace, SaslCondition.ABORTED, "");
        } else {
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "a SASL exchange is under way");
        }
    }

    private void step(Negotiation stream, String message) throws StreamException {
        byte[] data;
        try {
            data = decoded(message.strip());
        } catch (IllegalArgumentException e) {
            fail(stream, namespace, SaslCondition.INCORRECT_ENCODING, "not base64");
            return;
        }
        switch (login.respond(exchange, data, stream)) {
            case SaslStep.Challenge(byte[] answer) -> challenge(stream, answer);
            case SaslStep.Success success -> {
                stream.expectAnything();
                ending.succeeded(stream, success);
            }
            case SaslStep.Failure(SaslCondition condition, String text) -> fail(stream, namespace, condition, text);
        }
    }

    /** "=" is a response of zero length (RFC 6120 §6.4.2). */
    private static byte[] decoded(String message) {
        return message.equals("=") ? new byte[0] : Base64.getDecoder().decode(message);
    }

    private void challenge(Negotiation stream, byte[] data) {
        stream.expect(this::next);
        stream.send(XmlElement.of(namespace, "challenge", Base64.getEncoder().encodeToString(data)));
    }

    /** Ends an exchange, or refuses to begin one. Who fails too often has to connect anew. */
    public static void fail(Negotiation stream, String namespace, SaslCondition condition, String text) {
        stream.expectAnything();
        XmlElement.Builder failure =
                XmlElement.builder(namespace, "failure").child(XmlElement.of(Namespaces.SASL, condition.elementName()));
        if (!text.isEmpty()) {
            failure.child("text", text);
        }
        stream.send(failure.build());
        if (stream.loginFailed() >= MOST_FAILURES) {
            stream.close(new StreamException(StreamCondition.POLICY_VIOLATION, "too many failed logins"));
        }
    }
}
