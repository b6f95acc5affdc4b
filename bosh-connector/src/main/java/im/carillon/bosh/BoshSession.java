package im.carillon.bosh;

import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.Frame;
import im.carillon.xml.XmlElement;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** An answer that has been on its way for longer is probably lost (XEP-0124 §9.2). */
    private static final long OVERDUE = TimeUnit.SECONDS.toNanos(1);

    /** How often {@link #tick} is called, at least. */
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(500);

    private enum State {
        OPEN,
        /** The stream has ended, and the next answer says so. */
        CLOSING,
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
    private final Deque<HeldRequest> held = new ArrayDeque<>(2);
    private final EarlyRequests early = new EarlyRequests();
    private final WaitingPayload waiting = new WaitingPayload();
    private final Receipts receipts = new Receipts(outgoing::add);
    private final RecentAnswers recent;
    private final Frequency frequency;

    private State state = State.OPEN;
    private @Nullable ConnectionHandler stream;
    private KeySequence keys;

    /** Needed for the first answer only; nobody else may read it here. */
    private @Nullable String sid;

    private String streamId = "";
    private long received;
    private boolean flushing;
    private OptionalLong missed = OptionalLong.empty();

    /** Since when there has been no request here, and how long that may last. */
    private long idleSince;

    private long patience;
    private volatile boolean loggedIn;

    BoshSession(String sid, SessionTerms terms, String host, Origin origin, Surroundings around) {
        this.sid = sid;
        this.id = SidHash.of(sid);
        this.terms = terms;
        this.host = host;
        this.origin = origin;
        this.around = around;
        this.recent = new RecentAnswers(terms.requests());
        this.frequency = new Frequency(terms);
        this.keys = KeySequence.UNUSED;
        this.idleSince = around.clock().nanos();
        this.patience = TimeUnit.SECONDS.toNanos(terms.inactivity());
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
            HeldRequest first = new HeldRequest(received, KeySequence.UNUSED, false, false, exchange, now);
            held.add(first);
            stream.received(StreamOpening.of(creation, host));
            forward(creation, first);
            flush();
        }
        outgoing.send();
    }

    /** Any other request. */
    void receive(BodyRequest body, Exchange exchange) {
        synchronized (this) {
            attempt(body, exchange);
            Optional<EarlyRequests.Early> next = early.take(received + 1);
            while (next.isPresent()) {
                attempt(next.get().body(), next.get().exchange());
                next = early.take(received + 1);
            }
            flush();
        }
        outgoing.send();
    }

    /** A request that is not even well-formed enough to have a place in the session. */
    void refuse(BindingException cause, Exchange exchange) {
        synchronized (this) {
            fail(cause, exchange);
        }
        outgoing.send();
    }

    private void attempt(BodyRequest body, Exchange exchange) {
        if (state == State.ENDED) {
            outgoing.add(exchange, Answer.refusal(BindingCondition.ITEM_NOT_FOUND, terms.isLegacy()));
            return;
        }
        try {
            place(body, exchange, around.clock().nanos());
        } catch (BindingException e) {
            fail(e, exchange);
        }
    }

    private void place(BodyRequest body, Exchange exchange, long now) throws BindingException {
        long rid = body.rid();
        boolean leaving = body.terminates() || body.pause().isPresent();
        patience = TimeUnit.SECONDS.toNanos(terms.inactivity());
        if (rid <= received) {
            repeated(body, exchange, now);
        } else if (rid == received + 1) {
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
        for (HeldRequest request : held) {
            if (request.rid == body.rid()) {
                request.keys.after(body.key(), body.newKey());
                outgoing.add(request.exchange, recoverable());
                request.exchange = exchange;
                request.since = now;
                return;
            }
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
        held.add(request);
        if (body.restarts()) {
            stream().received(StreamOpening.of(body, host));
            stream().received(new Frame.Barrier(() -> settled(request)));
        } else {
            forward(body, request);
        }
    }

    private void forward(BodyRequest body, HeldRequest request) {
        ConnectionHandler to = stream();
        for (XmlElement payload : body.payloads()) {
            to.received(new Frame.Parsed(payload, body.bytes() / body.payloads().size()));
        }
        if (body.terminates()) {
            // the end is what settles it: then the stream calls closing()
            to.received(new Frame.Barrier(() -> to.received(new Frame.StreamClosed())));
        } else if (request.idle) {
            request.settled = true;
        } else {
            to.received(new Frame.Barrier(() -> settled(request)));
        }
    }

    private ConnectionHandler stream() {
        return Objects.requireNonNull(stream, "not begun");
    }

    /** XEP-0124 §9.2. */
    private void noteAck(BodyRequest body, long now) throws BindingException {
        OptionalLong ack = terms.acks() ? body.ack() : OptionalLong.empty();
        if (ack.isPresent()) {
            recent.forgetUpTo(ack.getAsLong());
            receipts.confirmUpTo(ack.getAsLong());
            missed = recent.find(ack.getAsLong() + 1)
                            .filter(answer -> now - answer.sent() > OVERDUE)
                            .isPresent()
                    ? OptionalLong.of(ack.getAsLong() + 1)
                    : OptionalLong.empty();
        }
    }

    /**
     * Whoever asks for more, or takes his leave, has the answers to all before that; otherwise so many
     * requests may be under way that an older answer must have arrived.
     */
    private void confirm(BodyRequest body, boolean hasAll) {
        receipts.confirmUpTo(hasAll ? body.rid() - 1 : body.rid() - terms.requests());
    }

    private synchronized void settled(HeldRequest request) {
        request.settled = true;
        flushSoon();
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
            if (state == State.ENDED || element.length == 0) {
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
            if (state == State.ENDED) {
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
            if (state != State.ENDED) {
                answerAll(terms.isLegacy(), condition);
                end();
            }
        }
        outgoing.send();
    }

    /** Called now and then; answers what has waited long enough, and ends a session that was left. */
    void tick(long now) {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            flushSoon();
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

    private boolean hasRequest() {
        for (HeldRequest request : held) {
            if (!isLost(request)) {
                return true;
            }
        }
        return !early.isEmpty();
    }

    private long waitNanos() {
        return TimeUnit.SECONDS.toNanos(terms.longestWait()) - TICK;
    }

    /** Has it done by another thread, which may find even more to send: this one must not wait for the network. */
    private void flushSoon() {
        HeldRequest first = held.peekFirst();
        if (!flushing
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
        if (state == State.CLOSING && !held.isEmpty()) {
            finish();
            return;
        }
        for (HeldRequest first = held.peekFirst(); first != null && isDue(first, now); first = held.peekFirst()) {
            held.removeFirst();
            answer(first, now);
        }
    }

    private boolean isDue(HeldRequest first, long now) {
        if (!first.settled || waiting.hasStreamError()) {
            // an error belongs into the answer that ends the session, which follows
            return false;
        }
        boolean inTime = !waiting.isEmpty() || missed.isPresent() || now - first.since >= waitNanos();
        return inTime && !isLost(first)
                || held.size() > terms.hold()
                || Objects.requireNonNull(held.peekLast()).pauses
                || sid != null;
    }

    /** Nobody would get the answer: whoever repeats the request, or makes the next one, will. */
    private static boolean isLost(HeldRequest request) {
        return request.exchange.isGone() && !request.pauses;
    }

    private void answer(HeldRequest request, long now) {
        byte[] body = compose(request, now);
        if (waiting.isEmpty()) {
            receipts.wentOut(request.rid);
        }
        recent.add(new RecentAnswers.Recent(request.rid, body, request.keys, now));
        outgoing.add(request.exchange, new Answer(200, terms.contentType(), body));
        idleSince = now;
    }

    private byte[] compose(HeldRequest request, long now) {
        boolean nothing = waiting.isEmpty() || request.pauses || isLost(request);
        frequency.answered(nothing);
        String first = sid;
        if (first != null) {
            sid = null;
            Body creation = Body.ofCreation(waiting.bytes());
            terms.describe(creation, first, host, streamId, request.rid);
            return creation.close(waiting.takeAll());
        }
        OptionalLong ack = ackFor(request);
        if (nothing && ack.isEmpty() && missed.isEmpty()) {
            return Body.EMPTY;
        }
        Body body = Body.expecting(waiting.bytes());
        ack.ifPresent(rid -> body.attribute("ack", rid));
        report(body, now);
        return body.close(nothing ? List.of() : waiting.takeAll());
    }

    /** XEP-0124 §9.1, and an ack means that it is stored. */
    private OptionalLong ackFor(HeldRequest request) {
        if (!terms.acks()) {
            return OptionalLong.empty();
        }
        long ack = received;
        for (HeldRequest other : held) {
            if (!other.settled) {
                ack = other.rid - 1;
                break;
            }
        }
        return ack > request.rid ? OptionalLong.of(ack) : OptionalLong.empty();
    }

    private void report(Body body, long now) {
        if (missed.isPresent()) {
            long rid = missed.getAsLong();
            missed = OptionalLong.empty();
            recent.find(rid)
                    .ifPresent(answer -> body.attribute("report", rid)
                            .attribute("time", TimeUnit.NANOSECONDS.toMillis(now - answer.sent())));
        }
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
        if (state != State.ENDED) {
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
