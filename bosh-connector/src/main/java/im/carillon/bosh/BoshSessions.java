package im.carillon.bosh;

import im.carillon.config.BoshConfig;
import im.carillon.config.HttpConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.config.TlsConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.routing.Hosts;
import im.carillon.stream.ClientStreams;
import im.carillon.transport.ConnectionAcceptor;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sessions: finds the one a request belongs to, or begins one. Safe for use by several threads. */
@Singleton
final class BoshSessions implements BoshSession.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(BoshSessions.class);
    private static final int SID_BYTES = 16;

    /** What the wrapper may take besides the stanzas in it. */
    private static final int WRAPPER_BYTES = 4 * 1024;

    private final Map<SidHash, BoshSession> sessions = new ConcurrentHashMap<>();
    private final Newcomers newcomers = new Newcomers();
    private final ConnectionAcceptor streams;
    private final Predicate<String> hosts;
    private final LimitsConfig limits;
    private final BoshSettings settings;
    private final SecureRandom random;
    private final MonotonicClock clock;
    private final XmlParser parser;
    private final BoshSession.Surroundings surroundings;
    private volatile boolean stopping;

    @Inject
    BoshSessions(
            ClientStreams streams,
            Hosts hosts,
            LimitsConfig limits,
            BoshConfig bosh,
            TlsConfig tls,
            HttpConfig http,
            SecureRandom random,
            MonotonicClock clock) {
        this(
                streams,
                hosts::isLocal,
                limits,
                BoshSettings.of(bosh, tls, http.publicUrl()),
                random,
                clock,
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("bosh").factory()));
    }

    BoshSessions(
            ConnectionAcceptor streams,
            Predicate<String> hosts,
            LimitsConfig limits,
            BoshSettings settings,
            SecureRandom random,
            MonotonicClock clock,
            Executor threads) {
        this.streams = streams;
        this.hosts = hosts;
        this.limits = limits;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
        // a stanza is one level deeper in a body
        this.parser = new XmlParser(
                new XmlLimits(largestBody(), limits.depth() + 1, limits.attributes(), limits.nameLength()));
        this.surroundings = new BoshSession.Surroundings(clock, threads, limits.outboxBytes(), this);
    }

    /** No request may be larger. */
    int largestBody() {
        return limits.stanzaBytes() + WRAPPER_BYTES;
    }

    /** No request may be larger that belongs to no session with a user. */
    int largestBodyBeforeLogin() {
        return limits.stanzaBytesBeforeLogin() + WRAPPER_BYTES;
    }

    /** Whether the beginning of a body names the session of a user, so that the larger limit holds for it. */
    boolean isOfUser(byte[] beginning) {
        try {
            return parser.parseHeader(beginning)
                    .root()
                    .attribute("sid")
                    .flatMap(this::find)
                    .filter(BoshSession::isLoggedIn)
                    .isPresent();
        } catch (XmlException e) {
            return false;
        }
    }

    /** One request; it is answered sooner or later. */
    void handle(byte[] bytes, Origin origin, Exchange exchange) {
        XmlElement body;
        try {
            body = parser.parse(bytes);
        } catch (XmlException e) {
            LOG.debug("a body from {} cannot be read: {}", origin.address(), e.getMessage());
            // who sent it is unknown, and most probably no client of BOSH
            exchange.answer(Answer.refusal(BindingCondition.BAD_REQUEST, true));
            return;
        }
        Optional<String> sid = body.attribute("sid");
        if (sid.isPresent()) {
            find(sid.get())
                    // the end of a session must not be that easy (XEP-0124 §19.1)
                    .filter(session -> origin.secure() || !session.origin().secure())
                    .ifPresentOrElse(
                            session -> receive(session, body, bytes.length, exchange),
                            () -> exchange.answer(Answer.refusal(BindingCondition.ITEM_NOT_FOUND, false)));
        } else {
            begin(body, bytes.length, origin, exchange);
        }
    }

    private Optional<BoshSession> find(String sid) {
        return Optional.ofNullable(sessions.get(SidHash.of(sid)));
    }

    private void receive(BoshSession session, XmlElement body, int bytes, Exchange exchange) {
        try {
            if (bytes > largestBodyBeforeLogin() && !session.isLoggedIn()) {
                throw tooLarge();
            }
            session.receive(BodyRequest.of(body, bytes), exchange);
        } catch (BindingException e) {
            session.refuse(e, exchange);
        }
    }

    private void begin(XmlElement body, int bytes, Origin origin, Exchange exchange) {
        try {
            if (bytes > largestBodyBeforeLogin()) {
                throw tooLarge();
            }
            if (stopping) {
                throw new BindingException(BindingCondition.SYSTEM_SHUTDOWN, "the server is stopping");
            }
            Optional<String> secured = elsewhere(origin);
            if (secured.isPresent()) {
                exchange.answer(new Answer(200, Answer.XML, Body.elsewhere(secured.get())));
                return;
            }
            begin(BodyRequest.of(body, bytes), origin, exchange);
        } catch (BindingException e) {
            LOG.debug("a session from {} is refused: {}", origin.address(), e.getMessage());
            exchange.answer(Answer.refusal(e.condition(), body.attribute("ver").isEmpty()));
        }
    }

    private void begin(BodyRequest creation, Origin origin, Exchange exchange) throws BindingException {
        SessionTerms terms = SessionTerms.of(creation, settings);
        String host = host(creation);
        BoshSession session = new BoshSession(newSid(), terms, host, origin, surroundings);
        sessions.put(session.id(), session);
        newcomers.add(session).ifPresent(oldest -> oldest.abort(BindingCondition.POLICY_VIOLATION));
        BoshConnection connection = new BoshConnection(session, origin);
        var stream = streams.accept(connection);
        connection.handler(stream);
        session.begin(stream, creation, exchange);
    }

    /** Where a client has to go that could not log in here, since others could read along (XEP-0124 §17.2). */
    private Optional<String> elsewhere(Origin origin) {
        return origin.secure() ? Optional.empty() : settings.elsewhere();
    }

    private String host(BodyRequest creation) throws BindingException {
        String to = creation.body().attributeOr("to", "");
        if (to.isEmpty()) {
            throw new BindingException(BindingCondition.IMPROPER_ADDRESSING, "'to' names the host");
        }
        try {
            BareJid host = BareJid.parse(to);
            if (host.isDomain() && hosts.test(host.domain())) {
                return host.domain();
            }
        } catch (InvalidJidException e) {
            // no address can be a host of ours
            LOG.debug("'to' is no address: {}", e.getMessage());
        }
        throw new BindingException(BindingCondition.HOST_UNKNOWN, "this server does not serve that host");
    }

    private String newSid() {
        byte[] bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static BindingException tooLarge() {
        return new BindingException(BindingCondition.POLICY_VIOLATION, "a body that is too large");
    }

    @Override
    public void loggedIn(BoshSession session) {
        newcomers.remove(session);
    }

    @Override
    public void ended(BoshSession session) {
        sessions.remove(session.id(), session);
        newcomers.remove(session);
    }

    /** A session of the time before a restart; {@link #add} follows. */
    BoshSession restored(SidHash id, StoredSession stored) {
        return BoshSession.restored(id, stored, surroundings);
    }

    void add(BoshSession session) {
        sessions.put(session.id(), session);
    }

    /** To be called every {@link BoshSession#TICK}. */
    void tick() {
        long now = clock.nanos();
        for (BoshSession session : sessions.values()) {
            session.tick(now);
        }
    }

    int size() {
        return sessions.size();
    }

    /** Begins no more sessions. */
    void stop() {
        stopping = true;
    }
}
