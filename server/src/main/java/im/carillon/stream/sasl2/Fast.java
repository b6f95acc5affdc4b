package im.carillon.stream.sasl2;

import im.carillon.jid.BareJid;
import im.carillon.sasl.FastRequest;
import im.carillon.sasl.FastTokens;
import im.carillon.sasl.IssuedFastToken;
import im.carillon.sasl.SaslCondition;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslMechanisms;
import im.carillon.sasl.SaslStep;
import im.carillon.stream.StreamState;
import im.carillon.stream.feature.Login;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** XEP-0484 on the wire; {@link FastTokens} knows the rules. */
@Singleton
final class Fast {

    private static final String NAMESPACE = "urn:xmpp:fast:0";

    private final FastTokens tokens;
    private final SaslMechanisms mechanisms;
    private final Login login;

    @Inject
    Fast(FastTokens tokens, Login login) {
        this.tokens = tokens;
        this.mechanisms = new SaslMechanisms(SaslMechanisms.fast(tokens));
        this.login = login;
    }

    private List<String> offered(StreamState state) {
        return login.isAnonymous(state) ? List.of() : login.offered(mechanisms, mechanisms.names(), state);
    }

    /** XEP-0484 §support. */
    Optional<XmlElement> offer(StreamState state) {
        List<String> names = offered(state);
        XmlElement.Builder offer = XmlElement.builder(NAMESPACE, "fast");
        names.forEach(name -> offer.child("mechanism", name));
        return names.isEmpty() ? Optional.empty() : Optional.of(offer.build());
    }

    Optional<SaslMechanism> mechanism(String name, StreamState state) {
        return Optional.of(name).filter(offered(state)::contains).flatMap(mechanisms::named);
    }

    /** The {@code <fast/>} of a login with a token (XEP-0484 §fast-auth). */
    static Optional<FastRequest> request(XmlElement authenticate, UserAgent agent) throws RequestException {
        Optional<XmlElement> fast = authenticate.child(NAMESPACE, "fast");
        if (fast.isEmpty()) {
            return Optional.empty();
        }
        // XEP-0484 §rules-clients: tokens belong to installations
        String client = agent.id().orElseThrow(() -> malformed("a token is used with the id of the user agent"));
        String invalidate = fast.get().attributeOr("invalidate", "false");
        return Optional.of(
                new FastRequest(client, count(fast.get()), invalidate.equals("true") || invalidate.equals("1")));
    }

    private static OptionalLong count(XmlElement fast) throws RequestException {
        Optional<String> count = fast.attribute("count");
        if (count.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!count.get().matches("[0-9]{1,10}")) {
            throw malformed("the count is not a number");
        }
        return OptionalLong.of(Long.parseLong(count.get()));
    }

    private static RequestException malformed(String text) {
        return new RequestException(SaslCondition.MALFORMED_REQUEST, text);
    }

    /** The token that the client asked for, or is due (XEP-0484 §token-response, §token-rotation). */
    Optional<XmlElement> token(SaslStep.Success success, UserAgent agent, XmlElement authenticate, StreamState state) {
        Optional<String> wanted = authenticate
                .child(NAMESPACE, "request-token")
                .map(request -> request.attributeOr("mechanism", ""))
                .filter(offered(state)::contains);
        return tokens.afterLogin(success, agent.id(), wanted).map(Fast::element);
    }

    private static XmlElement element(IssuedFastToken token) {
        return XmlElement.builder(NAMESPACE, "token")
                .attribute(
                        "expiry", token.expiry().truncatedTo(ChronoUnit.SECONDS).toString())
                .attribute("token", token.token())
                .build();
    }

    /** Takes back a token that its client has not been told. */
    void forget(BareJid account, UserAgent agent) {
        agent.id().ifPresent(client -> tokens.forget(account, client));
    }
}
