package im.carillon.session;

import im.carillon.session.OutboundQueue.Slot;
import im.carillon.session.Unanswered.Request;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stream management of one session (XEP-0198 1.6.3): how many of its stanzas are handled, durably
 * where it can be resumed, and which of those it was sent it has not acknowledged.
 *
 * <p>What concerns the stanzas of the client is called with the session's handling lock held;
 * deliveries and completions come from any thread.
 */
public final class Management {

    public static final String NAMESPACE = "urn:xmpp:sm:3";

    static final XmlElement REQUEST = XmlElement.of(NAMESPACE, "r");

    private final long id;
    private final Resumption resumption;
    private final SessionRecords records;
    private final LateAnswers late;
    private final OutboundQueue outbound;
    private final Unanswered unanswered = new Unanswered();
    private long received;
    private volatile long finished;
    private volatile long durable;
    private volatile long storedAcknowledged;
    private volatile List<Request> lostRequests = List.of();

    Management(
            long id,
            Resumption resumption,
            SessionRecords records,
            LateAnswers late,
            OutboundQueue outbound,
            long handled) {
        this.id = id;
        this.resumption = resumption;
        this.records = records;
        this.late = late;
        this.outbound = outbound;
        this.received = handled;
        this.finished = handled;
        this.durable = handled;
        this.storedAcknowledged = outbound.acknowledged();
    }

    long id() {
        return id;
    }

    public boolean isResumable() {
        return resumption.isPossible();
    }

    Resumption resumption() {
        return resumption;
    }

    OutboundQueue outbound() {
        return outbound;
    }

    /** How many stanzas of the client are handled, as it may be told: the 32 bits of the wire. */
    public int handled() {
        return (int) (isResumable() ? durable : finished);
    }

    /** The next stanza of the client goes in line with this unit. */
    void entering(UnitOfWork unit, Optional<Stanza> stanza) {
        received++;
        long number = received;
        if (stanza.isPresent() && stanza.get() instanceof Iq iq && iq.isRequest()) {
            unanswered.asked(number, iq);
        }
        if (isResumable() && unit.needsCommit()) {
            store(unit, number);
        }
        unit.whenFinished(() -> finished = number);
    }

    private void store(UnitOfWork unit, long number) {
        records.change(unit, new SessionChange.Handled(id, number, unanswered.upTo(number)));
        unit.afterCommit(() -> durable = Math.max(durable, number));
    }

    /**
     * The client asks how much is handled: it is told when everything before that is durable, or after
     * a while what is durable by then. With the handling lock held.
     *
     * @param send sends an element to the client; may be called by any thread
     */
    public void requested(Session session, Consumer<XmlElement> send) {
        if (isSettled()) {
            send.accept(acknowledgement());
            return;
        }
        AtomicBoolean answered = new AtomicBoolean();
        Runnable answer = () -> {
            if (answered.compareAndSet(false, true)) {
                send.accept(acknowledgement());
            }
        };
        UnitOfWork unit = settling();
        unit.whenFinished(answer);
        session.enter(unit);
        late.add(answer, answered::get);
    }

    XmlElement acknowledgement() {
        return XmlElement.builder(NAMESPACE, "a")
                .attribute("h", Integer.toUnsignedString(handled()))
                .build();
    }

    /** A unit after which everything that came in so far is handled, durably if it can be. */
    UnitOfWork settling() {
        UnitOfWork unit = new UnitOfWork();
        if (isResumable() && durable < received) {
            store(unit, received);
        }
        return unit;
    }

    boolean isSettled() {
        return (isResumable() ? durable : finished) >= received;
    }

    /** The client comes back: it counts on from what is durable, and sends the rest again. */
    void countFromDurable() {
        received = durable;
        finished = durable;
    }

    /** Whether the client has left as much unacknowledged as it may, so that its session must end. */
    boolean isFull() {
        return outbound.isFull();
    }

    /** How many stanzas the client was sent, or will be, and has not acknowledged. */
    public int unacknowledged() {
        return outbound.size();
    }

    /** Sends a stanza that is stored nowhere. */
    boolean send(XmlElement stanza) {
        boolean taken = outbound.offer(stanza, null, DeliveryFate.indifferent());
        if (taken && isAnswer(stanza)) {
            unanswered.answering(stanza.attributeOr("id", ""), outbound.lastNumber());
        }
        return taken;
    }

    private static boolean isAnswer(XmlElement stanza) {
        if (!stanza.name().equals("iq")) {
            return false;
        }
        String type = stanza.attributeOr("type", "");
        return type.equals("result") || type.equals("error");
    }

    /** Sends a stanza that is stored and that nobody asks about. */
    boolean send(XmlElement stanza, StoredAt place) {
        return outbound.offer(stanza, place, DeliveryFate.indifferent());
    }

    /** See {@link Session#deliverStored}. */
    void deliverStored(UnitOfWork unit, XmlElement stanza, StoredAt place, DeliveryFate fate) {
        fate.expect();
        if (!isResumable()) {
            unit.afterCommit(() -> lostUnless(outbound.offer(stanza, place, fate), fate));
            return;
        }
        Slot slot = outbound.reserve(place, fate);
        if (slot == null) {
            unit.afterCommit(fate::lost);
            return;
        }
        long number = outbound.lastNumber();
        records.change(unit, new SessionChange.Delivered(id, number, place, 0));
        noteAcknowledged(unit);
        unit.afterCommit(() -> lostUnless(outbound.fill(slot, stanza), fate));
        unit.onFailure(e -> cancel(slot));
    }

    private static void lostUnless(boolean taken, DeliveryFate fate) {
        if (!taken) {
            fate.lost();
        }
    }

    private void cancel(Slot slot) {
        if (outbound.cancel(slot)) {
            UnitOfWork unit = new UnitOfWork();
            noteNumbers(unit);
            records.submit(unit);
        }
    }

    /** As they are when the unit is assembled, since whatever is assembled before it has its numbers, too. */
    private void noteNumbers(UnitOfWork unit) {
        unit.whenAssembled(() ->
                records.change(unit, new SessionChange.Renumbered(id, outbound.acknowledged(), outbound.stored())));
    }

    /** The client has handled what it was sent up to here. */
    public void acknowledged(int handled) throws StreamException {
        List<Slot> done = outbound.acknowledge(handled);
        if (done == null) {
            throw tooHigh(handled);
        }
        settle(done);
    }

    private StreamException tooHigh(int handled) {
        long sent = outbound.acknowledged() + outbound.size();
        return new StreamException(
                StreamCondition.UNDEFINED_CONDITION,
                "you acknowledged " + Integer.toUnsignedString(handled) + " stanzas of " + sent,
                Optional.of(XmlElement.builder(NAMESPACE, "handled-count-too-high")
                        .attribute("h", Integer.toUnsignedString(handled))
                        .attribute("send-count", Integer.toUnsignedString((int) sent))
                        .build()));
    }

    private void settle(List<Slot> done) {
        for (Slot slot : done) {
            slot.fate().taken();
            XmlElement stanza = slot.stanza();
            if (stanza != null && isAnswer(stanza)) {
                unanswered.answered(stanza.attributeOr("id", ""));
            }
        }
    }

    /** Whether the client has acknowledged more than the record says. */
    boolean hasUnstoredAcknowledgement() {
        return isResumable() && storedAcknowledged < outbound.acknowledged() && !outbound.isRestored();
    }

    void noteAcknowledged(UnitOfWork unit) {
        long now = outbound.acknowledged();
        if (now > storedAcknowledged && !outbound.isRestored()) {
            storedAcknowledged = now;
            records.change(unit, new SessionChange.Acknowledged(id, now));
        }
    }

    /** What a feature remembers changes. */
    void noteValue(UnitOfWork unit, String name, Optional<byte[]> value) {
        if (isResumable()) {
            records.change(unit, new SessionChange.Value(id, name, value));
        }
    }

    void restored(SessionRecord record, Function<StoredAt, DeliveryFate> fates) {
        outbound.restore(record.deliveries(), fates);
        lostRequests = record.unanswered();
    }

    /** The requests whose answers were lost with the former process; once. With the handling lock held. */
    public List<Request> takeLostRequests() {
        List<Request> lost = lostRequests;
        lostRequests = List.of();
        lost.forEach(request -> unanswered.asked(received, request));
        return lost;
    }

    /**
     * The client resumes and says how much it has. After a restart this blocks until what is left to
     * send has been read again and is stored under its new numbers.
     */
    void resumedAt(int handled, Redeliveries redeliveries) throws StreamException {
        if (!outbound.isRestored()) {
            acknowledged(handled);
            return;
        }
        List<Slot> done = outbound.rebase(handled);
        if (done == null) {
            throw tooHigh(handled);
        }
        settle(done);
        storedAcknowledged = outbound.acknowledged();
        lostRequests = lostRequests.stream()
                .filter(request -> request.isOpenAfter(storedAcknowledged))
                .map(request -> new Request(request.id(), request.to(), 0))
                .toList();
        redeliveries.load(outbound);
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        noteNumbers(unit);
        records.change(unit, new SessionChange.Handled(id, received, lostRequests));
        unit.afterCommit(() -> stored.complete(true));
        unit.onFailure(e -> stored.complete(false));
        records.submit(unit);
        if (!stored.join()) {
            throw new StreamException(StreamCondition.INTERNAL_SERVER_ERROR, "storage is not available now");
        }
    }

    /** The session is over. What is stored and was not acknowledged goes its other way; the rest is returned. */
    List<XmlElement> end(long when) {
        List<XmlElement> transients = new ArrayList<>();
        for (Slot slot : outbound.end()) {
            XmlElement stanza = slot.stanza();
            if (slot.place() != null) {
                if (stanza != null || slot.isFormer()) {
                    slot.fate().lost();
                }
            } else if (stanza != null) {
                transients.add(stanza);
            }
        }
        if (isResumable()) {
            UnitOfWork unit = new UnitOfWork();
            records.change(unit, new SessionChange.Ended(id, when));
            records.submit(unit);
        }
        return transients;
    }
}
