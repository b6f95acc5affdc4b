package im.carillon.session;

import im.carillon.xml.XmlElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a session with stream management was sent and has not acknowledged, in the order of its
 * numbers (XEP-0198 1.6.3 §4). A place can be reserved for a stanza whose commit is under way; what
 * comes behind it waits, so that the numbers on the wire are the ones that were stored. Survives
 * the connection: the next stream gets again what the last one did not confirm.
 *
 * <p>Safe for use by several threads; nothing here blocks, and no callback runs under the lock.
 */
final class OutboundQueue {

    /** How many transient stanzas may go out before an acknowledgement is asked for. */
    private static final int TRANSIENT_BEFORE_REQUEST = 8;

    /** One number: the stanza, or the place where it is stored or will be. */
    static final class Slot {
        private final @Nullable StoredAt place;
        private final DeliveryFate fate;
        private final long formerNumber;
        private @Nullable XmlElement stanza;

        private Slot(@Nullable StoredAt place, DeliveryFate fate, @Nullable XmlElement stanza, long formerNumber) {
            this.place = place;
            this.fate = fate;
            this.stanza = stanza;
            this.formerNumber = formerNumber;
        }

        @Nullable
        StoredAt place() {
            return place;
        }

        DeliveryFate fate() {
            return fate;
        }

        /** Unknown while its commit is under way, or until it has been read again after a restart. */
        @Nullable
        XmlElement stanza() {
            return stanza;
        }

        /** Whether it was stored by a former process. */
        boolean isFormer() {
            return formerNumber != NO_FORMER_NUMBER;
        }
    }

    /** More than any number of transient stanzas that a client may have got unnoticed before a crash. */
    private static final long GAP = 1L << 30;

    private static final long NO_FORMER_NUMBER = -1;

    private final int most;
    private final Deque<Slot> sent = new ArrayDeque<>(2);
    private final Deque<Slot> waiting = new ArrayDeque<>(2);
    private long acknowledged;
    private long last;
    private boolean restored;
    private @Nullable SessionStream stream;
    private boolean asked;
    private boolean sentSinceRequest;
    private boolean ended;

    /**
     * @param most how many stanzas may be unacknowledged
     * @param acknowledged how many the client has acknowledged so far
     */
    OutboundQueue(int most, long acknowledged) {
        this.most = most;
        this.acknowledged = acknowledged;
        this.last = acknowledged;
    }

    /**
     * Brings back what was stored when the server stopped. The numbers of lost transient stanzas are
     * not known, so what is added before the client is back counts from far behind them.
     */
    synchronized void restore(List<Numbered> stored, Function<StoredAt, DeliveryFate> fates) {
        restored = true;
        for (Numbered each : stored) {
            DeliveryFate fate = fates.apply(each.place());
            fate.expect();
            waiting.add(new Slot(each.place(), fate, null, each.number()));
            last = Math.max(last, each.number());
        }
        last += GAP;
    }

    /**
     * The client is back after a restart and tells how much it has: the rest is numbered anew behind
     * that (see {@link #stored}).
     *
     * @return what it has, or nothing at all (absent) when it can never have got so much
     */
    synchronized @Nullable List<Slot> rebase(int handled) {
        long more = Integer.toUnsignedLong(handled - (int) acknowledged);
        if (more > last - acknowledged) {
            return null;
        }
        acknowledged += more;
        List<Slot> done = new ArrayList<>();
        for (Slot slot : waiting) {
            if (slot.formerNumber != NO_FORMER_NUMBER && slot.formerNumber <= acknowledged) {
                done.add(slot);
            }
        }
        waiting.removeAll(done);
        restored = false;
        last = acknowledged + waiting.size();
        return done;
    }

    /** Whether the client has not been back since a restart. */
    synchronized boolean isRestored() {
        return restored;
    }

    /** Adds a stanza; false when the session has ended or has far too many unacknowledged. */
    boolean offer(XmlElement stanza, @Nullable StoredAt place, DeliveryFate fate) {
        synchronized (this) {
            if (ended || isFull()) {
                return false;
            }
            waiting.add(new Slot(place, fate, stanza, NO_FORMER_NUMBER));
            last++;
            flush();
            return true;
        }
    }

    /** Whether the client has left as much unacknowledged as it may. */
    synchronized boolean isFull() {
        return size() >= most;
    }

    /** Keeps the next number for a stanza that is being stored; nothing when the session has ended or must end. */
    synchronized @Nullable Slot reserve(StoredAt place, DeliveryFate fate) {
        if (ended || isFull()) {
            return null;
        }
        Slot slot = new Slot(place, fate, null, NO_FORMER_NUMBER);
        waiting.add(slot);
        last++;
        return slot;
    }

    /** The number of the slot that was added last. */
    synchronized long lastNumber() {
        return last;
    }

    /** The stanza of a number that a former process stored has been read again. */
    synchronized void load(Slot slot, XmlElement stanza) {
        slot.stanza = stanza;
    }

    /**
     * The stanza of a reserved number is stored: it goes out.
     *
     * @return false when the session has ended
     */
    synchronized boolean fill(Slot slot, XmlElement stanza) {
        if (ended) {
            return false;
        }
        slot.stanza = stanza;
        flush();
        return true;
    }

    /** What a former process stored does not exist any more: nothing can be sent under its number. */
    synchronized void drop(Slot slot) {
        if (waiting.remove(slot)) {
            last--;
        }
    }

    /**
     * The stanza of a reserved number was not stored. Those behind it move up.
     *
     * @return whether there are stored ones, which may have new numbers
     */
    synchronized boolean cancel(Slot slot) {
        if (waiting.remove(slot)) {
            last--;
        }
        flush();
        return !stored().isEmpty();
    }

    /**
     * A stored stanza that is unacknowledged.
     *
     * @param answer in which it goes out, on a connection that has answers
     */
    record Numbered(long number, StoredAt place, long answer) {

        Numbered(long number, StoredAt place) {
            this(number, place, 0);
        }
    }

    /** All that are stored and unacknowledged. */
    synchronized List<Numbered> stored() {
        List<Numbered> result = new ArrayList<>();
        long number = acknowledged;
        for (Slot slot : all()) {
            number++;
            if (slot.place != null) {
                result.add(new Numbered(number, slot.place));
            }
        }
        return result;
    }

    synchronized List<Slot> all() {
        List<Slot> result = new ArrayList<>(size());
        result.addAll(sent);
        result.addAll(waiting);
        return result;
    }

    synchronized int size() {
        return sent.size() + waiting.size();
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    /**
     * The client has handled everything up to a number.
     *
     * @param handled the 32 bits of the wire
     * @return what it acknowledged by that, or nothing at all (absent) when it was never sent so much
     */
    synchronized @Nullable List<Slot> acknowledge(int handled) {
        long count = Integer.toUnsignedLong(handled - (int) acknowledged);
        if (count > sent.size()) {
            return null;
        }
        List<Slot> done = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            done.add(sent.remove());
        }
        acknowledged += count;
        asked = false;
        if (count > 0 && sentSinceRequest) {
            request();
        }
        return done;
    }

    /** From now on this stream carries the session; what was not acknowledged goes out again. */
    synchronized void attach(SessionStream carrier) {
        while (!sent.isEmpty()) {
            waiting.addFirst(sent.removeLast());
        }
        asked = false;
        stream = carrier;
        flush();
    }

    /** Nothing goes out until the next {@link #attach}; what was written is not yet acknowledged. */
    synchronized void detach() {
        stream = null;
    }

    /** @return all that was not acknowledged */
    synchronized List<Slot> end() {
        ended = true;
        stream = null;
        List<Slot> left = all();
        sent.clear();
        waiting.clear();
        last = acknowledged;
        return left;
    }

    private void flush() {
        SessionStream carrier = stream;
        if (carrier == null) {
            return;
        }
        for (Slot next = waiting.peek(); next != null; next = waiting.peek()) {
            XmlElement stanza = next.stanza;
            if (stanza == null || !carrier.send(stanza)) {
                break;
            }
            waiting.remove();
            sent.add(next);
            sentSinceRequest = true;
        }
        if (!asked && sentSinceRequest) {
            request();
        }
    }

    /** Asks for an acknowledgement, one at a time, when something stored or much else is open. */
    private void request() {
        Slot last = sent.peekLast();
        SessionStream carrier = stream;
        if (carrier != null && last != null && (last.place != null || sent.size() >= TRANSIENT_BEFORE_REQUEST)) {
            asked = true;
            sentSinceRequest = false;
            carrier.send(Management.REQUEST);
        }
    }
}
