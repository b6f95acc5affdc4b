package im.carillon.stream.sasl2;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.sasl.FastRequest;
import im.carillon.sasl.SaslCondition;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslStep;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.stream.feature.Login;
import im.carillon.stream.feature.LoginExchange;
import im.carillon.stream.feature.SaslDialogue;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** XEP-0388. The stream goes on after the success, without a new header. */
final class Sasl2 implements StreamFeature {

    static final String NAMESPACE = "urn:xmpp:sasl:2";

    private final Login login;
    private final Fast fast;
    private final Bind2 bind;
    private final List<InlineFeature> features;

    @Inject
    Sasl2(Login login, Fast fast, Bind2 bind, Set<InlineFeature> features) {
        this.login = login;
        this.fast = fast;
        this.bind = bind;
        this.features = features.stream()
                .sorted(Comparator.comparing(feature -> feature.getClass().getName()))
                .toList();
    }

    /** All of a login's request but the mechanism's own data. */
    private record Request(XmlElement authenticate, UserAgent agent, Optional<FastRequest> fast) {

        static Request of(XmlElement authenticate) throws RequestException {
            UserAgent agent = UserAgent.of(authenticate);
            return new Request(authenticate, agent, Fast.request(authenticate, agent));
        }
    }

    /** Only on encrypted streams (XEP-0388 §security). */
    private boolean isPossible(StreamState state) {
        return state.secure() && login.isPossible(state);
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        List<String> names = isPossible(state) ? login.offered(state) : List.of();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        XmlElement.Builder inline = XmlElement.builder(NAMESPACE, "inline").child(bind.offer());
        fast.offer(state).ifPresent(inline::child);
        features.forEach(feature -> feature.offer(state).ifPresent(inline::child));
        XmlElement.Builder offer = XmlElement.builder(NAMESPACE, "authentication");
        names.forEach(name -> offer.child("mechanism", name));
        return Optional.of(offer.child(inline.build()).build());
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.is(NAMESPACE, "authenticate");
    }

    @Override
    public void handle(Negotiation stream, XmlElement authenticate) throws StreamException {
        login.requirePossible(stream.state());
        if (!stream.state().secure()) {
            throw new StreamException(StreamCondition.POLICY_VIOLATION, "secure the stream first");
        }
        try {
            Request request = Request.of(authenticate);
            LoginExchange exchange = login.begin(mechanism(request, stream.state()), stream, request.fast());
            new SaslDialogue(login, exchange, NAMESPACE, (s, success) -> succeed(s, exchange, request, success))
                    .begin(stream, authenticate.childText(NAMESPACE, "initial-response"));
        } catch (RequestException e) {
            SaslDialogue.fail(stream, NAMESPACE, e.condition(), String.valueOf(e.getMessage()));
        }
    }

    /** A token's mechanism is used with {@code <fast/>}, and no other is (XEP-0484 §fast-auth). */
    private SaslMechanism mechanism(Request request, StreamState state) throws RequestException {
        String name = request.authenticate().attributeOr("mechanism", "");
        Optional<SaslMechanism> mechanism = request.fast().isPresent()
                ? fast.mechanism(name, state)
                : Optional.of(name).filter(login.offered(state)::contains).flatMap(login::mechanism);
        return mechanism.orElseThrow(
                () -> new RequestException(SaslCondition.INVALID_MECHANISM, "not offered on this stream"));
    }

    private void succeed(Negotiation stream, LoginExchange exchange, Request request, SaslStep.Success success)
            throws StreamException {
        if (claimsAnother(stream, success.account())) {
            SaslDialogue.fail(
                    stream, NAMESPACE, SaslCondition.INVALID_AUTHZID, "the stream was opened for another account");
            return;
        }
        StreamState before = stream.state();
        stream.authenticated(success.account(), exchange::isStillGood);
        XmlElement.Builder answer = XmlElement.builder(NAMESPACE, "success");
        success.additionalData()
                .ifPresent(data ->
                        answer.child("additional-data", Base64.getEncoder().encodeToString(data)));
        List<XmlElement> inline = negotiate(stream, request);
        Optional<XmlElement> token = fast.token(success, request.agent(), request.authenticate(), before);
        if (token.isPresent() && !exchange.isStillGood()) {
            // it was stored after the change that forgot all tokens of the account
            fast.forget(success.account(), request.agent());
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "the account has changed during the login");
        }
        StreamState state = stream.state();
        answer.child(
                        "authorization-identifier",
                        state.bound()
                                .<Jid>map(bound -> bound)
                                .orElse(success.account())
                                .toString())
                .children(inline);
        token.ifPresent(answer::child);
        if (stream.isResumed()) {
            stream.announce(answer.build()); // and no features (XEP-0198 §9.3)
        } else {
            stream.announce(answer.build(), stream.features());
        }
    }

    /** XEP-0388 §initiation; an address without an account, or that cannot be one, claims nothing. */
    private static boolean claimsAnother(Negotiation stream, BareJid account) {
        return stream.claimed()
                .map(Jid::bare)
                .filter(claimed -> !claimed.isDomain() && !claimed.equals(account))
                .isPresent();
    }

    private List<XmlElement> negotiate(Negotiation stream, Request request) throws StreamException {
        List<XmlElement> answers = new ArrayList<>();
        for (XmlElement child : request.authenticate().children()) {
            for (InlineFeature feature : features) {
                if (feature.accepts(child)) {
                    feature.handle(stream, child).ifPresent(answers::add);
                }
            }
        }
        Optional<XmlElement> wanted = Bind2.request(request.authenticate());
        if (wanted.isPresent() && !stream.state().isBound()) {
            answers.add(bind.bind(stream, wanted.get(), request.agent()));
        }
        return answers;
    }
}
