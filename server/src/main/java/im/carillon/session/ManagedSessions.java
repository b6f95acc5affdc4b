package im.carillon.session;

import im.carillon.config.SessionConfig;
import im.carillon.jid.BareJid;
import im.carillon.session.Remembered.Former;
import im.carillon.session.Remembered.Kept;
import im.carillon.session.Remembered.Live;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Timelines;
import im.carillon.transport.LastingConnection;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that can be resumed, by key; and how long those without a connection may wait for
 * their client. Safe for use by several threads.
 */
@Singleton
public final class ManagedSessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedSessions.class);
    private static final int SECRET_BYTES = 16;

    /** How long the count of an ended session is kept. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final ConcurrentHashMap<Long, Session> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Session> lasting = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Session, Long> waiting = new ConcurrentHashMap<>();
    private final Queue<Lasting> found = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastId;
    private final SecureRandom random = new SecureRandom();
    private final SessionRecords records;
    private final LateAnswers late;
    private final SessionRegistry registry;
    private final SessionConfig config;
    private final Timelines timelines;
    private final Provider<SessionEnd> ends;
    private final Set<Redelivery> redeliveries;
    private final InstantSource clock;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sessions").daemon().factory());

    @Inject
    ManagedSessions(
            SessionRecords records,
            LateAnswers late,
            SessionRegistry registry,
            SessionConfig config,
            Timelines timelines,
            Provider<SessionEnd> ends,
            Set<Redelivery> redeliveries,
            InstantSource clock) {
        this.records = records;
        this.late = late;
        this.registry = registry;
        this.config = config;
        this.timelines = timelines;
        this.ends = ends;
        this.redeliveries = redeliveries;
        this.clock = clock;
        this.lastId = new AtomicLong(records.lastId());
        sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /** How a client can resume; absent when it did not ask for it or the server does not offer it. */
    public record Enabled(String id, Duration lifetime) {}

    /** Counts what the client of a session gets and sends, without more. */
    public void manage(Session session, Optional<XmlElement> announcement) {
        OutboundQueue outbound = new OutboundQueue(config.unacknowledged(), 0);
        lastNoLonger(session);
        session.manage(new Management(0, Resumption.impossible(), records, late, outbound, 0), announcement);
    }

    public boolean offersResumption() {
        return !config.resumption().isZero();
    }

    /**
     * Makes a session one that can be resumed: its record is durable when this returns.
     *
     * @param wished how long the client wants it to wait at most
     * @param announcement makes what is sent before the first stanza that counts, if not sent otherwise
     */
    public Enabled manageResumable(
            Session session, Optional<Duration> wished, Function<Enabled, Optional<XmlElement>> announcement)
            throws StanzaException {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Resumption.Id id = new Resumption.Id(lastId.incrementAndGet(), secret);
        Duration lifetime =
                wished.filter(each -> each.compareTo(config.resumption()) < 0).orElse(config.resumption());
        Resumption resumption = new Resumption(Resumption.hash(secret), lifetime);
        store(session, id.session(), resumption);
        Enabled enabled = new Enabled(id.wire(), lifetime);
        lastNoLonger(session);
        byId.put(id.session(), session);
        session.manage(
                new Management(
                        id.session(), resumption, records, late, new OutboundQueue(config.unacknowledged(), 0), 0),
                announcement.apply(enabled));
        return enabled;
    }

    private void store(Session session, long id, Resumption resumption) throws StanzaException {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        note(unit, session, id, resumption);
        unit.afterCommit(() -> stored.complete(true));
        unit.onFailure(e -> stored.complete(false));
        records.submit(unit);
        if (!stored.join()) {
            throw new StanzaException(ErrorCondition.RESOURCE_CONSTRAINT, "storage is not available now");
        }
    }

    private void note(UnitOfWork unit, Session session, long id, Resumption resumption) {
        records.change(
                unit,
                new SessionChange.Enabled(
                        id,
                        session.address().toString(),
                        resumption.secret(),
                        resumption.lifetime().toSeconds(),
                        session.since().toEpochMilli()));
        session.remembered()
                .forEach((name, kept) ->
                        records.change(unit, new SessionChange.Value(id, name, Optional.of(kept.bytes()))));
        session.presence()
                .map(presence -> new Live<>(Remembered.PRESENCE, presence))
                .ifPresent(kept -> records.change(
                        unit, new SessionChange.Value(id, kept.key().name(), Optional.of(kept.bytes()))));
    }

    /**
     * A session goes on after a restart from the moment on that this unit is durable. One with stream
     * management comes back in that way, and needs no other.
     */
    public void keep(Session session, LastingConnection connection, UnitOfWork unit) {
        long id = lastId.incrementAndGet();
        Resumption found = new Resumption(connection.key(), Duration.ofSeconds(connection.patience()));
        note(unit, session, id, found);
        records.change(unit, new SessionChange.Value(id, Survival.TERMS, Optional.of(connection.terms())));
        lasting.put(id, session);
        session.lasts(Optional.of(Survival.of(id, records, config.unacknowledged(), connection)));
        unit.onFailure(e -> {
            lasting.remove(id);
            session.lasts(Optional.empty());
        });
    }

    private void lastNoLonger(Session session) {
        session.survival().ifPresent(surviving -> {
            UnitOfWork unit = new UnitOfWork();
            surviving.endInFavourOfAnother(unit, clock.instant().getEpochSecond());
            session.lasts(Optional.empty());
            lasting.remove(surviving.id());
            records.submit(unit);
        });
    }

    /**
     * A session whose connection has yet to be made again.
     *
     * @param key by which the client finds it
     * @param terms what was agreed on
     * @param progress how far the client had come with what it sends
     * @param confirmed the last answer that the client certainly had, or an earlier one
     */
    public record Lasting(Session session, byte[] key, byte[] terms, byte[] progress, long confirmed) {}

    /** The sessions of the time before a restart that go on with their connections; once. */
    public List<Lasting> takeLasting() {
        List<Lasting> all = List.copyOf(found);
        found.clear();
        return all;
    }

    /** The connection of such a session is there again, though the client may not be. */
    public void carry(Session session, SessionStream carrier, LastingConnection connection) {
        session.survival().orElseThrow().carriedBy(connection);
        waiting.remove(session);
        session.carriedBy(carrier);
    }

    /** Its client is there too. See {@link Survival#found}. */
    public void found(Session session, long answer) {
        session.survival().ifPresent(surviving -> {
            UnitOfWork unit = new UnitOfWork();
            surviving.found(session, answer, new Redeliveries(session, timelines, redeliveries), unit);
            session.enter(unit);
        });
    }

    /** What its client was to get in an earlier answer goes out in this one. */
    public void postponed(Session session, long answer) {
        session.survival().ifPresent(surviving -> surviving.postponed(answer));
    }

    /** The session of this resumption id, if it is one of the account and has not ended. */
    public Optional<Session> find(String id, BareJid account) {
        return Resumption.Id.parse(id)
                .flatMap(parsed -> Optional.ofNullable(byId.get(parsed.session()))
                        .filter(session -> session.account().equals(account)
                                && session.isOpen()
                                && session.management()
                                        .filter(known -> known.resumption().accepts(parsed.secret()))
                                        .isPresent()));
    }

    /** How many stanzas an ended session had handled, if that is still known; blocks. */
    public Optional<Long> handledBefore(String id) {
        return Resumption.Id.parse(id)
                .flatMap(parsed -> records.handledBefore(parsed.session(), Resumption.hash(parsed.secret())));
    }

    /**
     * Gives a session to another stream, on that stream's thread. When it returns, everything that came
     * in over the former one is settled and what goes out goes to the new one.
     *
     * @param handled how much the client has of what it was sent, in the 32 bits of the wire
     * @return whether the server was restarted since the client was here last
     * @throws StreamException when the client claims more than it was sent
     */
    public boolean resume(Session session, SessionStream carrier, int handled) throws StreamException {
        session.handling().lock();
        try {
            Management management = session.management().orElseThrow();
            SessionStream former = session.stream();
            former.replaced();
            // whatever goes wrong from here on, the client may try again
            awaitClient(session, former.remoteAddress(), former.isSecure());
            settled(session, management).join();
            management.countFromDurable();
            boolean restored = management.outbound().isRestored();
            management.resumedAt(handled, new Redeliveries(session, timelines, redeliveries));
            waiting.remove(session);
            session.carriedBy(carrier);
            return restored;
        } finally {
            session.handling().unlock();
        }
    }

    /** Lets what waits for the client out, after it was told that it has resumed. */
    public void release(Session session) {
        session.management().ifPresent(known -> known.outbound().attach(session.stream()));
    }

    private static CompletableFuture<Void> settled(Session session, Management management) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        if (management.isSettled()) {
            settled.complete(null);
        } else {
            UnitOfWork unit = management.settling();
            unit.whenFinished(() -> settled.complete(null));
            session.enter(unit);
        }
        return settled;
    }

    /** The connection of a session is gone: it waits for its client. */
    public void awaitClient(Session session, InetAddress last, boolean secure) {
        Management management = session.management().orElseThrow();
        management.outbound().detach();
        awaitClient(session, last, secure, management.resumption().lifetime());
    }

    private void awaitClient(Session session, InetAddress last, boolean secure, Duration lifetime) {
        session.carriedBy(new NoStream(last, secure, () -> endSoon(session)));
        waiting.put(session, System.nanoTime() + lifetime.toNanos());
        if (!session.isOpen()) {
            endSoon(session); // it was replaced at this moment
        }
    }

    /**
     * The server stops: tells the clients how much is handled and ends the connections, so that they
     * come back and resume. Blocks until what came in is durable.
     */
    public void suspend(List<Session> sessions) {
        List<CompletableFuture<Void>> settled = new ArrayList<>();
        for (Session session : sessions) {
            session.handling().lock();
            try {
                session.management().ifPresent(management -> settled.add(settled(session, management)));
                session.survival().ifPresent(surviving -> settled.add(settled(session, surviving)));
            } finally {
                session.handling().unlock();
            }
        }
        settled.forEach(CompletableFuture::join);
        for (Session session : sessions) {
            session.management().ifPresent(management -> session.stream().send(management.acknowledgement()));
            session.survival().ifPresent(Survival::goAway);
            session.stream().suspend();
        }
    }

    private static CompletableFuture<Void> settled(Session session, Survival surviving) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        surviving.noteProgress(unit);
        surviving.noteConfirmed(unit);
        unit.whenFinished(() -> settled.complete(null));
        session.enter(unit);
        return settled;
    }

    /** Whether a session waits for its client. */
    public boolean isWaiting(Session session) {
        return waiting.containsKey(session);
    }

    private void endSoon(Session session) {
        if (waiting.remove(session) != null) {
            Thread.ofVirtual().name("session-end").start(() -> ends.get().end(session));
        }
    }

    /**
     * A session has ended.
     *
     * @return what it was sent, did not acknowledge, and is stored nowhere
     */
    public List<XmlElement> ended(Session session) {
        waiting.remove(session);
        session.survival().ifPresent(surviving -> {
            lasting.remove(surviving.id());
            surviving.end(clock.instant().getEpochSecond());
        });
        Optional<Management> management = session.management();
        if (management.isEmpty()) {
            return List.of();
        }
        byId.remove(management.get().id(), session);
        return management.get().end(clock.instant().getEpochSecond());
    }

    /** Brings back the sessions of the time before a restart; before anybody can connect. */
    public List<Session> restore() {
        Map<StoredAt, DeliveryFate> fates = new HashMap<>();
        List<SessionRecord> open = records.open();
        List<Session> sessions = new ArrayList<>(open.size());
        for (SessionRecord record : open) {
            Session session =
                    restored(record, (account, place) -> fates.computeIfAbsent(place, at -> fate(account, at)));
            try {
                registry.add(session);
            } catch (StanzaException e) {
                LOG.info("{} cannot wait for its client any more: {}", session, e.getMessage());
                ended(session);
                continue;
            }
            awaitClient(session, InetAddress.getLoopbackAddress(), true, record.lifetime());
            sessions.add(session);
        }
        if (!sessions.isEmpty()) {
            LOG.info("{} sessions wait for their clients to resume", sessions.size());
        }
        records.forgetEndedBefore(clock.instant().minus(REMEMBERED));
        return sessions;
    }

    private Session restored(SessionRecord record, BiFunction<BareJid, StoredAt, DeliveryFate> fate) {
        Function<StoredAt, DeliveryFate> fates =
                place -> fate.apply(record.address().bare(), place);
        NoStream nowhere = new NoStream(InetAddress.getLoopbackAddress(), true, () -> {});
        Session session = new Session(record.address(), nowhere, new UnitLine(records.database()), record.since());
        Map<String, Kept> values = new HashMap<>();
        record.values().forEach((name, bytes) -> values.put(name, new Former(bytes)));
        byte[] terms = record.values().get(Survival.TERMS);
        if (terms == null) {
            OutboundQueue outbound = new OutboundQueue(config.unacknowledged(), record.acknowledged());
            Resumption resumption = new Resumption(record.secret(), record.lifetime());
            Management management = new Management(record.id(), resumption, records, late, outbound, record.handled());
            management.restored(record, fates);
            session.managedBefore(management, values);
            byId.put(record.id(), session);
        } else {
            values.keySet().removeAll(Survival.NAMES);
            session.lastedBefore(Survival.restored(record, records, config.unacknowledged(), fates), values);
            lasting.put(record.id(), session);
            found.add(new Lasting(
                    session,
                    record.secret(),
                    terms,
                    record.values().getOrDefault(Survival.PROGRESS, new byte[0]),
                    Survival.confirmed(record)));
        }
        return session;
    }

    private DeliveryFate fate(BareJid account, StoredAt place) {
        return redeliveries.stream()
                .flatMap(each -> each.fate(account, place).stream())
                .findFirst()
                .orElseGet(DeliveryFate::indifferent);
    }

    private void sweep() {
        try {
            long now = System.nanoTime();
            waiting.forEach((session, deadline) -> {
                if (deadline - now < 0) {
                    LOG.debug("{} was not resumed", session);
                    endSoon(session);
                }
            });
            storeAcknowledgements();
        } catch (RuntimeException e) {
            LOG.error("looking after sessions failed", e); // or the clock would never call again
        }
    }

    /** So that a message is not delivered twice because nothing else was stored since it was acknowledged. */
    private void storeAcknowledgements() {
        UnitOfWork unit = new UnitOfWork();
        for (Session session : byId.values()) {
            session.management()
                    .filter(Management::hasUnstoredAcknowledgement)
                    .ifPresent(known -> known.noteAcknowledged(unit));
        }
        lasting.values().forEach(session -> session.survival().ifPresent(known -> known.noteConfirmed(unit)));
        if (unit.needsCommit()) {
            records.submit(unit);
        }
    }

    /** Stops looking after sessions; what is stored stays for the next start. */
    @Override
    public void close() {
        sweeper.shutdownNow();
        late.close();
        storeAcknowledgements();
    }
}
