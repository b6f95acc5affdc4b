package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.session.Management;
import im.carillon.session.Session;
import im.carillon.session.SessionStream;
import im.carillon.session.UnitLine;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import im.carillon.transport.Connection;
import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.Frame;
import im.carillon.transport.LastingConnection;
import im.carillon.transport.Protection;
import im.carillon.transport.WriteTurn;
import im.carillon.xml.Namespaces;
import im.carillon.xml.StreamScope;
import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's stream from its first byte to its end (RFC 6120 §4).
 *
 * <p>The connection's I/O thread calls {@link #received}, {@link #written} and {@link #silent},
 * which only pass on. Frames are handled by the stream's virtual thread, one after the other: all
 * state below is that thread's, except what is {@code volatile}. {@link #send} and {@link #close}
 * may be called by anybody.
 */
final class ClientStream implements ConnectionHandler, Negotiation, SessionStream {

    private static final Logger LOG = LoggerFactory.getLogger(ClientStream.class);

    private final Connection connection;
    private final StreamServices services;
    private final LoginDeadlines deadlines;
    private final Runnable gone;
    private final Inbox inbox;
    private final Outbox outbox;
    private StreamState state;
    private volatile @Nullable StreamScope scope;
    private @Nullable ElementHandler expected;
    private volatile @Nullable Session session;
    private volatile boolean ended;
    private boolean restarting = true;

    /** Between {@code <starttls/>} and TLS: what comes in plain text was not said by the peer we will know. */
    private boolean discarding;

    private BooleanSupplier loginStillGood = ClientStream::nobodyLoggedIn;
    private int failedLogins;

    /** Closed for a while only: the client is to come back and resume. */
    private volatile boolean suspended;

    private boolean resumed;

    /** @param gone runs once, when the connection is gone */
    ClientStream(Connection connection, StreamServices services, LoginDeadlines deadlines, Runnable gone) {
        this.connection = connection;
        this.services = services;
        this.deadlines = deadlines;
        this.gone = gone;
        this.inbox = new Inbox(connection, services.threads, services.limits.stanzaBytesBeforeLogin(), this::handle);
        rate(services.rates.perSecondBeforeLogin(), services.rates.perSecondBeforeLogin());
        this.outbox = new Outbox(connection, services.limits.outboxBytes(), this::overflowed);
        this.state = new StreamState("", connection.protection(), Optional.empty(), Optional.empty(), "");
    }

    private void rate(long perSecond, long burst) {
        inbox.rate(
                new ReadRate(perSecond, burst, System.nanoTime()),
                (action, nanos) -> services.clock.schedule(action, nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void received(Frame frame) {
        inbox.offer(frame);
    }

    @Override
    public void written() {
        outbox.written();
    }

    @Override
    public void silent(int times) {
        Session current = session;
        long period = services.session.deadAfter().toSeconds();
        long patience = Math.max(1, services.session.keepalive().toSeconds() / Math.max(1, period));
        if (current == null) {
            return;
        }
        if (times > patience) {
            LOG.debug("{} is silent, giving up its connection", current);
            connection.abort();
        } else if (times == patience) {
            askForSignOfLife(current);
        }
    }

    private void askForSignOfLife(Session current) {
        if (current.management().isPresent()) {
            send(XmlElement.of(Management.NAMESPACE, "r"));
        } else {
            current.deliver(Keepalive.ping(current.address(), services.newId()));
        }
    }

    private void handle(Frame frame) {
        try {
            if (frame instanceof Frame.Disconnected) {
                disconnected();
            } else if (frame instanceof Frame.Barrier barrier) {
                barrier(barrier);
            } else if (!ended) {
                handleOpen(frame);
            }
        } catch (StreamException e) {
            close(e);
        } catch (XmlException e) {
            close(StreamException.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("stream from {} failed", connection.remoteAddress(), e);
            close(new StreamException(StreamCondition.INTERNAL_SERVER_ERROR, "this was our fault"));
        }
    }

    private void handleOpen(Frame frame) throws StreamException, XmlException, InterruptedException {
        switch (frame) {
            case Frame.Element(byte[] bytes) -> {
                if (!discarding) {
                    element(bytes);
                }
            }
            case Frame.Parsed parsed -> {
                opened();
                Session current = session;
                if (current != null && parsed.progress().isPresent()) {
                    current.at(parsed.progress().get());
                }
                element(parsed.element());
            }
            case Frame.StreamOpened(byte[] header) -> {
                if (!discarding) {
                    opened(header);
                }
            }
            case Frame.StreamClosed() -> {
                if (!discarding) {
                    close();
                }
            }
            case Frame.Broken(XmlException cause) -> throw cause;
            case Frame.Secured() -> discarding = false;
            case Frame.Found(long answer) -> found(answer);
            case Frame.Postponed(long answer) -> {
                Session current = session;
                if (current != null) {
                    services.managed.postponed(current, answer);
                }
            }
            case Frame.Barrier barrier -> barrier(barrier);
            case Frame.Disconnected() -> {}
        }
    }

    /** RFC 6120 §4.7: the header is answered before any complaint about it. */
    private void opened(byte[] header) throws StreamException, XmlException {
        if (session != null) {
            throw new StreamException(StreamCondition.POLICY_VIOLATION, "a stream with a session is not restarted");
        }
        restarting = false;
        expected = null;
        StreamScope opened = services.parser.parseHeader(header);
        scope = opened;
        StreamHeader.Check check = StreamHeader.check(opened, services.hosts);
        state = new StreamState(check.host(), connection.protection(), state.account(), Optional.empty(), language());
        outbox.offer(connection.encodeOpening(StreamHeader.answer(check.host(), services.newId(), opened.root())));
        if (check.problem().isPresent()) {
            throw check.problem().get();
        }
        // XEP-0388 §feature
        if (claimed().filter(from -> !from.domain().equals(check.host())).isPresent()) {
            throw new StreamException(StreamCondition.INVALID_FROM, "the address is not one of the host asked for");
        }
        if (state.account().filter(a -> !a.domain().equals(check.host())).isPresent()) {
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "logged in to another host");
        }
        send(features());
    }

    private String language() {
        StreamScope opened = scope;
        return opened == null
                ? ""
                : opened.root()
                        .attribute(Namespaces.XML, "lang")
                        .filter(StreamHeader::isLanguage)
                        .orElse("");
    }

    private void element(byte[] bytes) throws StreamException, XmlException, InterruptedException {
        element(services.parser.parse(opened(), bytes));
    }

    private StreamScope opened() throws StreamException {
        StreamScope opened = scope;
        if (opened == null || restarting) {
            throw new StreamException(StreamCondition.NOT_WELL_FORMED, "a stream header was expected");
        }
        return opened;
    }

    private void element(XmlElement element) throws StreamException, InterruptedException {
        ElementHandler handler = expected;
        Session current = session;
        if (handler != null) {
            handler.handle(this, element);
        } else if (current != null && Stanza.isStanza(element)) {
            stanza(current, inLanguage(element));
        } else {
            negotiate(element);
        }
    }

    /** Unless another stream has taken the session over in the meantime: to that one the client sends it again. */
    private void stanza(Session current, XmlElement element) throws StreamException, InterruptedException {
        if (element.name().equals("iq")) {
            WriteTurn.end(); // answering may take a while, for which nobody else has to wait
        }
        current.awaitRoom();
        current.handling().lock();
        try {
            if (session == current) {
                services.stanzas.handle(current, element);
            }
        } finally {
            current.handling().unlock();
        }
    }

    /** Runs behind the units of all stanzas before it. */
    private void barrier(Frame.Barrier barrier) {
        Session current = session;
        if (current == null) {
            barrier.reached().run();
            return;
        }
        UnitOfWork unit = new UnitOfWork();
        if (connection instanceof LastingConnection lasting) {
            if (!current.isLasting() && current.isOpen() && current.management().isEmpty()) {
                services.managed.keep(current, lasting, unit);
            }
            barrier.progress().ifPresent(current::at);
        }
        unit.whenFinished(barrier.reached());
        current.enter(unit);
    }

    /** The client has come back to a session that was there before a restart. */
    private void found(long answer) {
        Session current = session;
        if (current != null) {
            services.managed.found(current, answer);
            services.stanzas.resumed(current, true);
        }
    }

    /** Goes on with a session of the time before a restart, on the thread that starts the server. */
    void carry(Session former, LastingConnection lasting, byte[] header) throws XmlException {
        scope = services.parser.parseHeader(header);
        restarting = false;
        String host = former.address().domain();
        state = new StreamState(
                host,
                connection.protection(),
                Optional.of(former.account()),
                Optional.of(former.address()),
                language());
        inbox.mark(services.limits.inboxBytes());
        connection.limits(services.xmlLimits());
        loginStillGood = ClientStream::nobodyLoggedIn;
        session = former;
        services.managed.carry(former, this, lasting);
    }

    /** RFC 6120 §8.1.5: the language of the stream becomes that of a stanza which names none. */
    private XmlElement inLanguage(XmlElement element) {
        if (state.language().isEmpty()
                || element.attribute(Namespaces.XML, "lang").isPresent()) {
            return element;
        }
        List<XmlAttribute> attributes = new ArrayList<>(element.attributes());
        attributes.add(new XmlAttribute(Namespaces.XML, "lang", state.language()));
        return element.withAttributes(attributes);
    }

    private void negotiate(XmlElement element) throws StreamException {
        for (StreamFeature feature : services.features) {
            if (feature.accepts(element)) {
                feature.handle(this, element);
                return;
            }
        }
        if (!state.isAuthenticated() || Stanza.isStanza(element)) {
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "log in and bind a resource first");
        }
        if (element.namespace().equals(Namespaces.CLIENT)) {
            throw new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "no such stanza: " + element.name());
        }
        throw isKnownNamespace(element)
                ? new StreamException(StreamCondition.NOT_AUTHORIZED, "not at this point of the stream")
                : new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "unknown element " + element.name());
    }

    private static boolean isKnownNamespace(XmlElement element) {
        return element.namespace().equals(Namespaces.SASL)
                || element.namespace().equals(Namespaces.TLS);
    }

    private void disconnected() {
        boolean lost = !ended || suspended;
        ended = true;
        outbox.drop();
        Session current = session;
        if (current != null) {
            boolean comesBack = lost && current.isResumable() || suspended && current.isLasting();
            leave(current, comesBack && current.isOpen());
        }
        deadlines.remove(this);
        gone.run();
    }

    private void leave(Session current, boolean comesBack) {
        current.handling().lock();
        try {
            if (session != current) {
                return; // taken over
            }
            session = null;
            if (comesBack) {
                if (current.isResumable()) {
                    services.managed.awaitClient(current, connection.remoteAddress(), connection.isSecure());
                }
                return;
            }
        } finally {
            current.handling().unlock();
        }
        services.stanzas.end(current);
    }

    @Override
    public void replaced() {
        session = null;
        close(new StreamException(StreamCondition.CONFLICT, "the session was resumed on another connection"));
    }

    @Override
    public void suspend() {
        suspended = true;
        if (!end()) {
            return;
        }
        deadlines.closing(this);
        Session current = session;
        if (connection instanceof LastingConnection lasting && current != null && current.isLasting()) {
            lasting.suspend();
        } else {
            outbox.endAndClose();
        }
    }

    @Override
    public boolean isResumed() {
        return resumed;
    }

    @Override
    public void resume(Session former, int handled) throws StreamException {
        outbox.hold();
        boolean afterRestart;
        try {
            afterRestart = services.managed.resume(former, this, handled);
        } catch (StreamException e) {
            outbox.release();
            throw e;
        }
        session = former;
        resumed = true;
        deadlines.remove(this);
        state = state.withBound(former.address());
        if (!former.isOpen() || !loginStillGood.getAsBoolean()) {
            outbox.release();
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "the session ended during the login");
        }
        services.managed.release(former);
        services.stanzas.resumed(former, afterRestart);
    }

    @Override
    public StreamState state() {
        return state;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public int waiting() {
        return outbox.waiting();
    }

    @Override
    public boolean send(XmlElement element) {
        return outbox.offer(connection.encode(element));
    }

    @Override
    public void send(XmlElement stanza, Runnable received, Runnable lost) {
        if (send(stanza)) {
            connection.whenReceived(received, lost);
        } else {
            lost.run();
        }
    }

    @Override
    public void expect(ElementHandler handler) {
        expected = handler;
    }

    @Override
    public void expectAnything() {
        expected = null;
    }

    @Override
    public Optional<Jid> claimed() {
        StreamScope opened = scope;
        return opened == null ? Optional.empty() : claimed(opened.root());
    }

    @Override
    public void authenticated(BareJid account, BooleanSupplier stillGood) {
        state = state.withAccount(account);
        inbox.mark(services.limits.inboxBytes());
        rate(services.rates.perSecond(), services.rates.burst());
        loginStillGood = stillGood;
        connection.limits(services.xmlLimits());
    }

    @Override
    public int loginFailed() {
        return ++failedLogins;
    }

    @Override
    public void expectRestart() {
        beginAnew();
        connection.expectRestart();
    }

    /** A new stream on the same connection: nothing of the old header holds (RFC 6120 §4.3.3). */
    private void beginAnew() {
        restarting = true;
        scope = null;
    }

    @Override
    public void startTls() {
        beginAnew();
        discarding = true;
        inbox.clear();
        outbox.offerAndSecure(connection.encode(XmlElement.of(Namespaces.TLS, "proceed")), state.host());
    }

    @Override
    public XmlElement features() {
        XmlElement.Builder features = XmlElement.builder(Namespaces.STREAMS, "features");
        for (StreamFeature feature : services.features) {
            feature.offer(state).ifPresent(features::child);
        }
        return features.build();
    }

    @Override
    public Session bind(Optional<String> resource) throws StanzaException, StreamException {
        BareJid account = state.account().orElseThrow();
        FullJid address = address(account, resource);
        Session made = new Session(address, this, new UnitLine(services.database), Instant.now());
        outbox.hold();
        try {
            services.sessions.add(made);
        } catch (StanzaException e) {
            outbox.release();
            throw e;
        }
        // whoever changes the account ends the sessions he finds; this one he may have missed
        if (!loginStillGood.getAsBoolean()) {
            services.sessions.remove(made);
            outbox.release();
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "the account has changed during the login");
        }
        loginStillGood = ClientStream::nobodyLoggedIn;
        session = made;
        deadlines.remove(this);
        state = state.withBound(address);
        services.stanzas.opened(made);
        return made;
    }

    private static boolean nobodyLoggedIn() {
        return false;
    }

    @Override
    public void announce(XmlElement... answers) {
        byte[][] encoded = new byte[answers.length][];
        for (int i = 0; i < answers.length; i++) {
            encoded[i] = connection.encode(answers[i]);
        }
        outbox.release(encoded);
    }

    private FullJid address(BareJid account, Optional<String> resource) throws StanzaException {
        try {
            return account.withResource(resource.filter(r -> !r.isEmpty()).orElseGet(services::newId));
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "the resource is not allowed: " + e.getMessage());
        }
    }

    @Override
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    @Override
    public void close() {
        if (!end()) {
            return;
        }
        outbox.release();
        outbox.offer(connection.encodeClosing());
        // before the end, which takes it out again
        deadlines.closing(this);
        outbox.endAndClose();
    }

    @Override
    public void close(StreamException error) {
        if (!end()) {
            return;
        }
        outbox.release();
        LOG.info("stream of {} ends: {} ({})", describe(), error.condition().wire(), error.getMessage());
        if (scope == null) {
            outbox.offer(connection.encodeOpening(StreamHeader.bare(services.newId())));
        }
        send(error.toElement());
        outbox.offer(connection.encodeClosing());
        // before the end, which takes it out again
        deadlines.closing(this);
        outbox.endAndClose();
    }

    /** @return whether nobody had ended the stream before */
    private synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private String describe() {
        Session current = session;
        return current != null ? current.toString() : connection.remoteAddress().getHostAddress();
    }

    private void overflowed() {
        LOG.info("{} does not read what it is sent, closing", describe());
        connection.abort();
    }

    /** Not logged in in time, or closing and still there. */
    void deadlinePassed() {
        if (ended) {
            connection.abort();
        } else if (session == null) {
            close(new StreamException(StreamCondition.CONNECTION_TIMEOUT, "no login within the time allowed"));
        }
    }

    @Override
    public InetAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public Protection protection() {
        return connection.protection();
    }

    /** The address the peer claims in its header is only a hint; an unusable one is ignored. */
    static Optional<Jid> claimed(XmlElement root) {
        try {
            Optional<String> from = root.attribute("from");
            return from.isPresent() ? Optional.of(Jid.parse(from.get())) : Optional.empty();
        } catch (InvalidJidException e) {
            return Optional.empty();
        }
    }
}
