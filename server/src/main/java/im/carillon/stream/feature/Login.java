package im.carillon.stream.feature;

import im.carillon.config.AuthenticationConfig;
import im.carillon.config.HostConfig;
import im.carillon.config.TlsConfig;
import im.carillon.routing.Hosts;
import im.carillon.sasl.ChannelBindings;
import im.carillon.sasl.CredentialLookup;
import im.carillon.sasl.FastRequest;
import im.carillon.sasl.LoginAttempt;
import im.carillon.sasl.LoginThrottle;
import im.carillon.sasl.SaslContext;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslMechanisms;
import im.carillon.sasl.SaslStep;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamState;
import im.carillon.transport.Connection;
import im.carillon.transport.Protection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SASL (RFC 6120 §6) and SASL2 (XEP-0388) share: which mechanisms a stream is offered, the
 * context of an exchange, and the throttle around each answer.
 */
@Singleton
public final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final String ANONYMOUS = "ANONYMOUS";

    private final SaslMechanisms mechanisms;
    private final CredentialLookup credentials;
    private final AuthenticationConfig config;
    private final TlsConfig tls;
    private final Hosts hosts;
    private final LoginThrottle throttle;

    @Inject
    Login(
            SaslMechanisms mechanisms,
            CredentialLookup credentials,
            AuthenticationConfig config,
            TlsConfig tls,
            Hosts hosts,
            LoginThrottle throttle) {
        this.mechanisms = mechanisms;
        this.credentials = credentials;
        this.config = config;
        this.tls = tls;
        this.hosts = hosts;
        this.throttle = throttle;
    }

    /** Whether a stream in this state may log in at all. */
    public boolean isPossible(StreamState state) {
        return !state.isAuthenticated() && (state.secure() || !tls.required());
    }

    /** Refuses a login that was not offered. */
    public void requirePossible(StreamState state) throws StreamException {
        if (!isPossible(state)) {
            throw state.isAuthenticated()
                    ? new StreamException(StreamCondition.POLICY_VIOLATION, "logged in already")
                    : new StreamException(StreamCondition.POLICY_VIOLATION, "secure the stream first");
        }
    }

    /** Whether the host of the stream has no accounts, but users without a name. */
    public boolean isAnonymous(StreamState state) {
        return hosts.find(state.host()).filter(HostConfig::anonymous).isPresent();
    }

    /** The names of the mechanisms for this stream, strongest first. */
    public List<String> offered(StreamState state) {
        if (!hosts.isLocal(state.host())) {
            return List.of();
        }
        List<String> wanted = isAnonymous(state)
                ? List.of(ANONYMOUS)
                : config.mechanisms().stream().filter(m -> !m.equals(ANONYMOUS)).toList();
        return offered(mechanisms, wanted, state);
    }

    /** Which of some mechanisms this stream can have. */
    public List<String> offered(SaslMechanisms mechanisms, List<String> wanted, StreamState state) {
        return mechanisms.offered(
                wanted,
                state.secure(),
                state.protection() == Protection.TLS
                        ? Set.of(ChannelBindings.TLS_EXPORTER, ChannelBindings.TLS_SERVER_END_POINT)
                        : Set.of());
    }

    /** The channel-binding types that this connection has data for (XEP-0440). */
    Set<String> bindings(Connection connection) {
        Set<String> types = new LinkedHashSet<>();
        for (String type : List.of(ChannelBindings.TLS_EXPORTER, ChannelBindings.TLS_SERVER_END_POINT)) {
            if (connection.channelBinding(type).isPresent()) {
                types.add(type);
            }
        }
        return types;
    }

    public Optional<SaslMechanism> mechanism(String name) {
        return mechanisms.named(name);
    }

    public LoginExchange begin(SaslMechanism mechanism, Negotiation stream, Optional<FastRequest> fast) {
        Connection connection = stream.connection();
        return new LoginExchange(
                mechanism,
                credentials,
                watched -> new SaslContext(
                        stream.state().host(),
                        stream.state().secure(),
                        connection::channelBinding,
                        Set.copyOf(offered(stream.state())),
                        bindings(connection),
                        watched,
                        fast));
    }

    /** Answers one message of the client, after the time that a guesser has to wait. */
    SaslStep respond(LoginExchange exchange, byte[] data, Negotiation stream) {
        SaslStep step = exchange.respond(data);
        if (step instanceof SaslStep.Challenge || exchange.account().isEmpty()) {
            return step;
        }
        LoginAttempt attempt = throttle.begin(
                stream.connection().remoteAddress(), exchange.account().get());
        pause(attempt);
        switch (step) {
            case SaslStep.Success success -> attempt.succeeded();
            case SaslStep.Failure failure -> {
                attempt.failed();
                LOG.info(
                        "login of {} from {} failed: {}",
                        exchange.account().get(),
                        stream.connection().remoteAddress().getHostAddress(),
                        failure.text());
            }
            case SaslStep.Challenge challenge -> {}
        }
        return step;
    }

    private static void pause(LoginAttempt attempt) {
        try {
            if (attempt.delay().isPositive()) {
                Thread.sleep(attempt.delay());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
