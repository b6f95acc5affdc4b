package im.carillon.bosh;

import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.Frame;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of XEP-0124: puts requests in order, passes on what they bring, and decides when each
 * is answered and with what.
 *
 * <p>A request is first <em>placed</em>: a repeated one gets the answer that was missed, an early one
 * waits for those before it, and the next in turn is <em>taken</em>: what it brings goes to the
 * stream, followed by a barrier. When the barrier is reached the request is <em>settled</em>: all of
 * it is durable, and only now may it be answered. It is answered when there is something to say, when
 * more requests are here than are to be held, or when its time is over; never before an earlier one.
 * What a client causes comes with its latest request rather than with one that it held: of a page
 * that was left, the connection may be gone without a sign.
 *
 * <p>Requests come on the threads of HTTP, elements and barriers from the stream's thread and from the
 * committer, ticks from the timer. All state is under the lock of this object; while it is held nobody
 * is called but the stream's inbox, which only takes, and the list of sessions.
 */
final class BoshSession {

    private static final Logger LOG = LoggerFactory.getLogger(BoshSession.class);

    /**
     * An answer that has been on its way for longer is probably lost (XEP-0124 §9.2). Some clients end the session when
     * they have it after all, because their request was slow.
     */
    private static final long OVERDUE = TimeUnit.SECONDS.toNanos(10);

    /** How often {@link #tick} is called, at least. */
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(500);

    private enum State {
        OPEN,
        /** The stream has ended, and the next answer says so. */
        CLOSING,
        /** The server stops, and another process goes on. */
        SUSPENDED,
        ENDED
    }

    /** Told what becomes of a session; must not block. */
    interface Listener {
        void loggedIn(BoshSession session);

        void ended(BoshSession session);
    }

    /** What all sessions share. */
    record Surroundings(MonotonicClock clock, Executor executor, int budget, Listener listener) {}

    private final SidHash id;
    private final SessionTerms terms;
    private final String host;
    private final Origin origin;
    private final Surroundings around;
    private final Outgoing outgoing = new Outgoing();
    private final HeldRequests held = new HeldRequests();
    private final EarlyRequests early = new EarlyRequests();
    private final WaitingPayload waiting = new WaitingPayload();
    private final Receipts receipts = new Receipts(outgoing::add);
    private final RecentAnswers recent;
    private final Frequency frequency;
    private final Composer composer;

    private State state = State.OPEN;
    private @Nullable ConnectionHandler stream;
    private KeySequence keys = KeySequence.UNUSED;
    private String language = "";

    /** Needed for the first answer only; nobody else may read it here. */
    private @Nullable String sid;

    /** After a restart, until the requests of the time before it have passed. */
    private @Nullable Reappearance reappearance;

    private String streamId = "";
    private long received;

    /** The last request whose answer the client has, and the same as it was stored. */
    private long confirmed;

    private long storedConfirmed;

    /** How much is being stored that has to go out with the answer to the request after the last. */
    private int promised;

    private boolean flushing;

    /** Since when there has been no request here, and how long that may last. */
    private long idleSince;

    private long patience;
    private volatile boolean loggedIn;

    BoshSession(String sid, SessionTerms terms, String host, Origin origin, Surroundings around) {
        this(SidHash.of(sid), terms, host, origin, around);
        this.sid = sid;
    }

    private BoshSession(SidHash id, SessionTerms terms, String host, Origin origin, Surroundings around) {
        this.id = id;
        this.terms = terms;
        this.host = host;
        this.origin = origin;
        this.around = around;
        this.recent = new RecentAnswers(terms.requests());
        this.frequency = new Frequency(terms);
        this.composer = new Composer(terms, waiting, recent);
        this.idleSince = around.clock().nanos();
        this.patience = TimeUnit.SECONDS.toNanos(terms.inactivity());
    }

    /** One of the time before a restart; {@link #carry} follows. */
    static BoshSession restored(SidHash id, StoredSession stored, Surroundings around) {
        BoshSession session = new BoshSession(id, stored.terms(), stored.host(), stored.origin(), around);
        session.language = stored.language();
        return session;
    }

    SidHash id() {
        return id;
    }

    /** Where its first request came from; if that was secure, all others have to be (XEP-0124 §19.1). */
    Origin origin() {
        return origin;
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    boolean isLegacy() {
        return terms.isLegacy();
    }

    /** The first request: opens the stream that everything goes to. */
    void begin(ConnectionHandler stream, BodyRequest creation, Exchange exchange) {
        synchronized (this) {
            this.stream = stream;
            long now = around.clock().nanos();
            received = creation.rid();
            keys = KeySequence.beginning(creation.newKey());
            language = creation.language();
            HeldRequest first = new HeldRequest(received, KeySequence.UNUSED, false, false, exchange, now);
            held.add(first);
            stream.received(StreamOpening.of(creation, host));
            forward(creation, first, 0);
            flush();
        }
        outgoing.send();
    }

    /** Goes on after a restart, with a stream that carries the session of the client. */
    synchronized void carry(ConnectionHandler stream, BoshProgress progress, long confirmed) {
        this.stream = stream;
        reappearance = new Reappearance(progress, confirmed, terms.requests());
        if (progress.pause() > 0) {
            patience = TimeUnit.SECONDS.toNanos(progress.pause());
        }
    }

    /** Any other request. */
    void receive(BodyRequest body, Exchange exchange) {
        synchronized (this) {
            attempt(body, exchange);
            takeEarly();
            flush();
        }
        outgoing.send();
    }

    private void takeEarly() {
        if (reappearance != null && !reappearance.isFound()) {
            return;
        }
        Optional<EarlyRequests.Early> next = early.take(received + 1);
        while (next.isPresent()) {
            attempt(next.get().body(), next.get().exchange());
            next = early.take(received + 1);
        }
    }

    /** A request that is not even well-formed enough to have a place in the session. */
    void refuse(BindingException cause, Exchange exchange) {
        synchronized (this) {
            fail(cause, exchange);
        }
        outgoing.send();
    }

    private boolean isOver() {
        return state == State.SUSPENDED || state == State.ENDED;
    }

    private void attempt(BodyRequest body, Exchange exchange) {
        if (state == State.SUSPENDED) {
            return;
        }
        if (state == State.ENDED) {
            outgoing.add(exchange, Answer.refusal(BindingCondition.ITEM_NOT_FOUND, terms.isLegacy()));
            return;
        }
        try {
            Reappearance sought = reappearance;
            if (sought != null && !sought.isFound()) {
                reappear(sought, body, exchange);
            } else {
                place(body, exchange, around.clock().nanos());
            }
        } catch (BindingException e) {
            fail(e, exchange);
        }
    }

    private void reappear(Reappearance sought, BodyRequest body, Exchange exchange) throws BindingException {
        if (!sought.accepts(body.rid())) {
            throw new BindingException(BindingCondition.ITEM_NOT_FOUND, "a rid from another time");
        }
        long now = around.clock().nanos();
        early.take(body.rid()).ifPresent(other -> outgoing.add(other.exchange(), recoverable()));
        early.add(new EarlyRequests.Early(body, exchange, now));
        find(sought, now);
    }

    /** Goes on with the first request that the client repeats, once it is known which that is. */
    private void find(Reappearance sought, long now) throws BindingException {
        OptionalLong first = sought.first(early.all(), now);
        if (first.isPresent()) {
            sought.found();
            received = first.getAsLong() - 1;
            confirmed = received;
            keys = sought.keysBefore(first.getAsLong());
            stream().received(new Frame.Found(first.getAsLong()));
        }
    }

    private void place(BodyRequest body, Exchange exchange, long now) throws BindingException {
        long rid = body.rid();
        boolean leaving = body.terminates() || body.pause().isPresent();
        if (rid <= received) {
            repeated(body, exchange, now); // a pause that is asked for again goes on (XEP-0124 §10)
            return;
        }
        patience = TimeUnit.SECONDS.toNanos(terms.inactivity());
        if (rid == received + 1) {
            take(body, exchange, leaving, now);
        } else if (rid > received + terms.requests() + (leaving ? 1 : 0)) {
            throw new BindingException(BindingCondition.ITEM_NOT_FOUND, "a rid outside of the window");
        } else {
            early.take(rid).ifPresent(other -> outgoing.add(other.exchange(), recoverable()));
            early.add(new EarlyRequests.Early(body, exchange, now));
        }
    }

    /** XEP-0124 §14.3. */
    private void repeated(BodyRequest body, Exchange exchange, long now) throws BindingException {
        frequency.repeated();
        Optional<HeldRequest> open = held.find(body.rid());
        if (open.isPresent()) {
            HeldRequest request = open.get();
            request.keys.after(body.key(), body.newKey());
            outgoing.add(request.exchange, recoverable());
            request.exchange = exchange;
            request.since = now;
            return;
        }
        Optional<RecentAnswers.Recent> answer = recent.find(body.rid());
        if (answer.isEmpty()) {
            throw new BindingException(BindingCondition.ITEM_NOT_FOUND, "the answer is not kept any more");
        }
        answer.get().keys().after(body.key(), body.newKey());
        outgoing.add(exchange, new Answer(200, terms.contentType(), answer.get().body()));
        idleSince = now;
    }

    private void take(BodyRequest body, Exchange exchange, boolean leaving, long now) throws BindingException {
        KeySequence before = keys;
        keys = before.after(body.key(), body.newKey());
        boolean idle = body.payloads().isEmpty() && !leaving && !body.restarts();
        frequency.request(held.size() + 1, idle, leaving, now);
        noteAck(body, now);
        confirm(body, idle || body.terminates());
        received = body.rid();
        body.pause().ifPresent(s -> patience = TimeUnit.SECONDS.toNanos(Math.min(s, terms.maxPause())));
        HeldRequest request = new HeldRequest(received, before, body.pause().isPresent(), idle, exchange, now);
        request.promised = promised;
        promised = 0;
        held.add(request);
        if (body.restarts()) {
            language = body.language();
            stream().received(StreamOpening.of(body, host));
            stream().received(new Frame.Barrier(() -> settled(request)));
        } else {
            forward(body, request, Math.min(body.pause().orElse(0), terms.maxPause()));
        }
    }

    private void forward(BodyRequest body, HeldRequest request, int pause) {
        Reappearance repeated = reappearance;
        int handled = repeated == null ? 0 : repeated.handled(request.rid);
        if (handled == 0) {
            // what the client repeats after a restart is over, apart from this one
            reappearance = null;
        }
        List<XmlElement> payloads = body.without(handled).payloads();
        int part = body.payloads().size() - payloads.size();
        ConnectionHandler to = stream();
        for (XmlElement payload : payloads) {
            part++;
            to.received(new Frame.Parsed(
                    payload, body.bytes() / body.payloads().size(), Optional.of(progress(request, part, 0, false))));
        }
        if (body.terminates()) {
            // the end is what settles it: then the stream calls closing()
            to.received(new Frame.Barrier(() -> to.received(new Frame.StreamClosed())));
        } else if (request.idle && repeated == null) {
            request.settled = true;
        } else {
            BoshProgress all = progress(request, part, pause, pause > 0 || body.isEssential());
            to.received(new Frame.Barrier(() -> settled(request), handled > 0 ? Optional.empty() : Optional.of(all)));
        }
    }

    private BoshProgress progress(HeldRequest request, int part, int pause, boolean essential) {
        return new BoshProgress(request.rid, part, pause, request.keys, keys, essential);
    }

    private ConnectionHandler stream() {
        return Objects.requireNonNull(stream, "not begun");
    }

    /** XEP-0124 §9.2. */
    private void noteAck(BodyRequest body, long now) throws BindingException {
        OptionalLong ack = terms.acks() ? body.ack() : OptionalLong.empty();
        if (ack.isPresent()) {
            recent.forgetUpTo(ack.getAsLong());
            confirmUpTo(Math.min(ack.getAsLong(), body.rid() - 1));
            composer.missed(
                    recent.find(ack.getAsLong() + 1)
                                    .filter(answer -> now - answer.sent() > OVERDUE)
                                    .isPresent()
                            ? OptionalLong.of(ack.getAsLong() + 1)
                            : OptionalLong.empty());
        }
    }

    /**
     * Whoever asks for more, or takes his leave, has the answers to all before that; otherwise so many
     * requests may be under way that an older answer must have arrived.
     */
    private void confirm(BodyRequest body, boolean hasAll) {
        confirmUpTo(hasAll ? body.rid() - 1 : body.rid() - terms.requests());
    }

    private void confirmUpTo(long rid) {
        confirmed = Math.max(confirmed, rid);
        receipts.confirmUpTo(rid);
    }

    /** The last answer that the client has, if it is another one than before. */
    synchronized OptionalLong confirmed() {
        if (confirmed == storedConfirmed) {
            return OptionalLong.empty();
        }
        storedConfirmed = confirmed;
        return OptionalLong.of(confirmed);
    }

    /** In which answer something will go out that is being stored. */
    synchronized long promise() {
        Optional<HeldRequest> next = held.next();
        if (next.isPresent()) {
            next.get().promised++;
            return next.get().rid;
        }
        promised++;
        return received + 1;
    }

    /** What was promised for an answer was written, or never will be. */
    synchronized void kept(long rid) {
        Optional<HeldRequest> request = held.find(rid);
        if (request.isPresent()) {
            request.get().promised--;
            flushSoon();
        } else if (rid == received + 1) {
            promised--;
        }
    }

    private synchronized void settled(HeldRequest request) {
        request.settled = true;
        flushSoon();
    }

    synchronized byte[] stored() {
        return new StoredSession(terms, host, origin, language).bytes();
    }

    /** How long a client may be away after a restart, in seconds. */
    int inactivity() {
        return terms.inactivity();
    }

    /** The server stops: requests stay without an answer, so that they are repeated to the next process. */
    void suspend() {
        synchronized (this) {
            if (!isOver()) {
                state = State.SUSPENDED;
                stream().received(new Frame.Disconnected());
            }
        }
    }

    /** The stream was opened, and this is its id. */
    synchronized void opened(String streamId) {
        this.streamId = streamId;
    }

    void loggedIn() {
        loggedIn = true;
        around.listener().loggedIn(this);
    }

    /** Something for the client. */
    void write(byte[] element) {
        boolean over;
        synchronized (this) {
            if (isOver() || element.length == 0) {
                return;
            }
            waiting.add(element);
            over = waiting.bytes() > around.budget();
            flushSoon();
        }
        if (over) {
            LOG.info("a client of {} does not fetch what it is sent, ending its session", host);
            abort(BindingCondition.POLICY_VIOLATION);
        }
    }

    /** Somebody wants to know whether the client gets what was written so far. */
    void watch(Receipt receipt) {
        synchronized (this) {
            if (isOver()) {
                outgoing.add(receipt.lost());
            } else {
                receipts.watch(receipt, waiting.isEmpty());
            }
        }
        outgoing.send();
    }

    /** The stream has ended: the client is told with everything that waits for it. */
    synchronized void closing() {
        if (state == State.OPEN) {
            state = State.CLOSING;
            flushSoon();
        }
    }

    /** Ends now; what waits is lost. */
    void abort(BindingCondition condition) {
        synchronized (this) {
            if (!isOver()) {
                answerAll(terms.isLegacy(), condition);
                end();
            }
        }
        outgoing.send();
    }

    /** Called now and then; answers what has waited long enough, and ends a session that was left. */
    void tick(long now) {
        synchronized (this) {
            if (isOver()) {
                return;
            }
            flushSoon();
            findLate(now);
            for (EarlyRequests.Early request : early.takeOlderThan(now - waitNanos())) {
                outgoing.add(request.exchange(), recoverable());
            }
            if (hasRequest()) {
                idleSince = now;
            } else if (now - idleSince >= patience) {
                LOG.debug("a session of {} was left", host);
                end();
            }
        }
        outgoing.send();
    }

    private void findLate(long now) {
        Reappearance sought = reappearance;
        if (sought == null || sought.isFound()) {
            return;
        }
        try {
            find(sought, now);
            takeEarly();
            flush();
        } catch (BindingException e) {
            LOG.debug("a session of {} ends: {}", host, e.getMessage());
            answerAll(terms.isLegacy(), e.condition());
            end();
        }
    }

    private boolean hasRequest() {
        return held.anyAwaited() || !early.isEmpty();
    }

    private long waitNanos() {
        return TimeUnit.SECONDS.toNanos(terms.longestWait()) - TICK;
    }

    /** Has it done by another thread, which may find even more to send: this one must not wait for the network. */
    private void flushSoon() {
        HeldRequest first = held.first();
        if (!flushing
                && !isOver()
                && first != null
                && (state == State.CLOSING || isDue(first, around.clock().nanos()))) {
            flushing = true;
            around.executor().execute(this::flushNow);
        }
    }

    private void flushNow() {
        synchronized (this) {
            flushing = false;
            flush();
        }
        outgoing.send();
    }

    /** Answers what can be answered. */
    private void flush() {
        long now = around.clock().nanos();
        if (isOver()) {
            return;
        }
        if (state == State.CLOSING && !held.isEmpty()) {
            finish();
            return;
        }
        for (HeldRequest first = held.first(); first != null && isDue(first, now); first = held.first()) {
            held.removeFirst();
            answer(first, now);
        }
    }

    private boolean isDue(HeldRequest first, long now) {
        if (!first.settled || waiting.hasStreamError()) {
            // an error belongs into the answer that ends the session, which follows
            return false;
        }
        if (first.promised > 0 && !first.isLost() && !held.isPausing()) {
            return false; // that is at the committer now
        }
        boolean inTime = !waiting.isEmpty() || composer.hasMissed() || now - first.since >= waitNanos();
        return inTime && !first.isLost() || held.size() > terms.hold() || held.isPausing() || sid != null;
    }

    private void answer(HeldRequest request, long now) {
        boolean nothing = waiting.isEmpty() || request.pauses || request.isLost();
        frequency.answered(nothing);
        byte[] body = compose(request, nothing, now);
        if (waiting.isEmpty()) {
            receipts.wentOut(request.rid);
        } else {
            stream()
                    .received(new Frame.Postponed(
                            held.next().map(next -> next.rid).orElse(received + 1)));
        }
        recent.add(new RecentAnswers.Recent(request.rid, body, request.keys, now));
        outgoing.add(request.exchange, new Answer(200, terms.contentType(), body));
        idleSince = now;
    }

    private byte[] compose(HeldRequest request, boolean nothing, long now) {
        String first = sid;
        if (first != null) {
            sid = null;
            return composer.creation(first, host, streamId, request.rid);
        }
        // an ack means that it is stored
        return composer.answer(request.rid, nothing, held.settledUpTo(received), now);
    }

    private Answer recoverable() {
        return new Answer(200, terms.contentType(), Body.RECOVERABLE);
    }

    /** XEP-0124 §13: the oldest request is told of the end, the others get nothing. */
    private void finish() {
        HeldRequest oldest = held.removeFirst();
        Body body = Body.expecting(waiting.bytes()).attribute("type", "terminate");
        if (waiting.hasStreamError()) {
            body.attribute("condition", BindingCondition.REMOTE_STREAM_ERROR.wire());
        }
        outgoing.add(oldest.exchange, new Answer(200, terms.contentType(), body.close(waiting.takeAll())));
        Answer nothing = new Answer(200, terms.contentType(), Body.EMPTY);
        held.forEach(other -> outgoing.add(other.exchange, nothing));
        early.takeAll().forEach(other -> outgoing.add(other.exchange(), nothing));
        end();
    }

    private void fail(BindingException cause, Exchange exchange) {
        LOG.debug("a session of {} ends: {}", host, cause.getMessage());
        if (!isOver()) {
            answerAll(terms.isLegacy(), BindingCondition.OTHER_REQUEST);
            end();
        }
        outgoing.add(exchange, Answer.refusal(cause.condition(), terms.isLegacy()));
    }

    private void answerAll(boolean legacy, BindingCondition condition) {
        Answer answer = new Answer(condition.status(legacy), terms.contentType(), Body.terminal(condition));
        held.forEach(request -> outgoing.add(request.exchange, answer));
        early.takeAll().forEach(request -> outgoing.add(request.exchange(), answer));
    }

    private void end() {
        state = State.ENDED;
        held.clear();
        waiting.takeAll();
        receipts.end();
        ConnectionHandler to = stream;
        if (to != null) {
            to.received(new Frame.Disconnected());
        }
        around.listener().ended(this);
    }
}
