package im.carillon.session;

import im.carillon.session.OutboundQueue.Numbered;
import im.carillon.storage.UnitOfWork;
import im.carillon.transport.LastingConnection;
import im.carillon.transport.Progress;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a session whose connection goes on after a restart of the server
 * ({@link LastingConnection}): how far its client has come with what it sends, and which stored
 * stanzas it may not have got, with the number of the answer that each of them goes out in.
 *
 * <p>A number is promised while the unit of a stanza is assembled, and the answer waits for the
 * commit. So whoever tells after a crash which answer is the first that he did not get has told which
 * stanzas those are, and nothing is lost or sent twice.
 *
 * <p>Safe for use by several threads; nobody is called under the lock but the connection, which calls
 * nobody.
 */
final class Survival {

    /** Names of values that are not those of features. */
    static final String TERMS = "connection";

    static final String PROGRESS = "progress";
    private static final String CONFIRMED = "confirmed";
    static final Set<String> NAMES = Set.of(TERMS, PROGRESS, CONFIRMED);

    /** The answer of what arrives while the client is not back: a later one than any. */
    private static final long LATER = Long.MAX_VALUE;

    /** A stanza that the client may not have; without a place, one that waits while the client is away. */
    private static final class Delivery {
        private final long number;
        private final @Nullable StoredAt place;
        private final DeliveryFate fate;
        private final Origin origin;
        private final long promised;
        private long answer;
        private @Nullable XmlElement stanza;

        Delivery(long number, @Nullable StoredAt place, DeliveryFate fate, long answer, Origin origin) {
            this.number = number;
            this.place = place;
            this.fate = fate;
            this.answer = answer;
            this.promised = answer;
            this.origin = origin;
        }
    }

    private enum Origin {
        /** A former process stored it. */
        FORMER,
        /** An answer waits for it. */
        PROMISED,
        /** It came while the client was away. */
        KEPT
    }

    private enum State {
        /** The connection takes everything. */
        HERE,
        /** The client has not been back since a restart: what comes is kept. */
        AWAY,
        /** The session is over, or is kept in another way. */
        ENDED
    }

    private final long id;
    private final SessionRecords records;
    private final int most;
    private final Deque<Delivery> open = new ArrayDeque<>(1);
    private volatile State state;
    private @Nullable LastingConnection connection;
    private long last;
    private long acknowledged;
    private long storedAcknowledged;

    /** While the client is away: the answer in which it gets everything, once that is known. */
    private long first = LATER;

    private volatile @Nullable Progress progress;
    private volatile @Nullable Progress stored;

    private Survival(long id, SessionRecords records, int most, State state) {
        this.id = id;
        this.records = records;
        this.most = most;
        this.state = state;
    }

    static Survival of(long id, SessionRecords records, int most, LastingConnection connection) {
        Survival survival = new Survival(id, records, most, State.HERE);
        survival.connection = connection;
        return survival;
    }

    /** As a former process stored it. */
    static Survival restored(
            SessionRecord record, SessionRecords records, int most, Function<StoredAt, DeliveryFate> fates) {
        Survival survival = new Survival(record.id(), records, most, State.AWAY);
        survival.acknowledged = record.acknowledged();
        survival.storedAcknowledged = record.acknowledged();
        survival.last = record.acknowledged();
        for (Numbered each : record.deliveries()) {
            DeliveryFate fate = fates.apply(each.place());
            fate.expect();
            survival.open.add(new Delivery(each.number(), each.place(), fate, each.answer(), Origin.FORMER));
            survival.last = Math.max(survival.last, each.number());
        }
        return survival;
    }

    long id() {
        return id;
    }

    synchronized void carriedBy(LastingConnection carrier) {
        connection = carrier;
    }

    /** How far the client is with the next unit that goes in line; on the session's thread. */
    void at(Progress now) {
        progress = now;
    }

    /** A unit goes in line: how far the client has come is stored with what it brought. */
    void entering(UnitOfWork unit) {
        Progress now = progress;
        if (now != null && !now.equals(stored) && (unit.needsCommit() || now.isEssential())) {
            noteProgress(unit);
        }
    }

    /** With a unit that goes in line. */
    void noteProgress(UnitOfWork unit) {
        Progress now = progress;
        if (now != null) {
            stored = now;
            noteValue(unit, PROGRESS, Optional.of(now.bytes()));
            unit.onFailure(e -> stored = null);
        }
    }

    void noteValue(UnitOfWork unit, String name, Optional<byte[]> value) {
        if (state != State.ENDED) {
            records.change(unit, new SessionChange.Value(id, name, value));
        }
    }

    /** What spares the client some waiting after a crash, and is right even if it is old. */
    void noteConfirmed(UnitOfWork unit) {
        LastingConnection carrier = carrier();
        if (carrier != null) {
            carrier.confirmed().ifPresent(answer -> noteValue(unit, CONFIRMED, Optional.of(bytes(answer))));
        }
        noteAcknowledged(unit);
    }

    private static byte[] bytes(long answer) {
        return Long.toString(answer).getBytes(StandardCharsets.US_ASCII);
    }

    static long confirmed(SessionRecord record) {
        byte[] stored = record.values().get(CONFIRMED);
        return stored == null ? 0 : Long.parseLong(new String(stored, StandardCharsets.US_ASCII));
    }

    private synchronized @Nullable LastingConnection carrier() {
        return connection;
    }

    private synchronized void noteAcknowledged(UnitOfWork unit) {
        if (acknowledged > storedAcknowledged) {
            storedAcknowledged = acknowledged;
            records.change(unit, new SessionChange.Acknowledged(id, acknowledged));
        }
    }

    /** See {@link Session#deliverStored}. */
    void deliverStored(Session session, UnitOfWork unit, XmlElement stanza, StoredAt place, DeliveryFate fate) {
        fate.expect();
        Delivery delivery = promise(place, fate);
        if (delivery == null) {
            unit.afterCommit(fate::lost);
            return;
        }
        records.change(unit, new SessionChange.Delivered(id, delivery.number, place, delivery.answer));
        noteAcknowledged(unit);
        unit.afterCommit(() -> committed(session, delivery, stanza));
        unit.onFailure(e -> failed(delivery));
    }

    private synchronized @Nullable Delivery promise(StoredAt place, DeliveryFate fate) {
        LastingConnection carrier = connection;
        if (state == State.ENDED || open.size() >= most) {
            return null;
        }
        last++;
        Delivery delivery = state == State.AWAY || carrier == null
                ? new Delivery(last, place, fate, first, Origin.KEPT)
                : new Delivery(last, place, fate, carrier.promise(), Origin.PROMISED);
        open.add(delivery);
        return delivery;
    }

    private void committed(Session session, Delivery delivery, XmlElement stanza) {
        synchronized (this) {
            if (state == State.AWAY) {
                delivery.stanza = stanza;
                return;
            }
        }
        send(session, delivery, stanza);
    }

    private void send(Session session, Delivery delivery, XmlElement stanza) {
        session.send(stanza, () -> received(delivery), () -> lost(delivery));
        keep(delivery);
    }

    private void keep(Delivery delivery) {
        LastingConnection carrier = carrier();
        if (carrier != null && delivery.origin == Origin.PROMISED) {
            carrier.kept(delivery.promised);
        }
    }

    private void failed(Delivery delivery) {
        synchronized (this) {
            open.remove(delivery);
        }
        keep(delivery);
    }

    private void received(Delivery delivery) {
        synchronized (this) {
            open.remove(delivery);
            acknowledged = Math.max(acknowledged, delivery.number);
        }
        delivery.fate.taken();
    }

    private void lost(Delivery delivery) {
        synchronized (this) {
            if (state == State.AWAY) {
                return; // the next process tries again
            }
            open.remove(delivery);
        }
        delivery.fate.lost();
    }

    /** Keeps a stanza that is stored nowhere for a client that is away; false when it has to be sent. */
    synchronized boolean keepsBack(XmlElement stanza) {
        if (state != State.AWAY) {
            return false;
        }
        if (open.size() < most) {
            Delivery delivery = new Delivery(last, null, DeliveryFate.indifferent(), first, Origin.KEPT);
            delivery.stanza = stanza;
            open.add(delivery);
        }
        return true;
    }

    /** The server stops: what is not on its way to the client stays for the next process. */
    synchronized void goAway() {
        if (state == State.HERE) {
            state = State.AWAY;
        }
    }

    /** Nothing is written any more, by anybody, except what other ways of keeping the session do. */
    void endInFavourOfAnother(UnitOfWork unit, long when) {
        synchronized (this) {
            state = State.ENDED;
        }
        records.change(unit, new SessionChange.Ended(id, when));
    }

    /**
     * The client is back after a restart, and this is the first answer that it did not get. Blocks
     * until what it did not get has been read again; it goes out with the unit.
     */
    void found(Session session, long answer, Redeliveries redeliveries, UnitOfWork unit) {
        List<Delivery> received = new ArrayList<>();
        List<Delivery> unread = new ArrayList<>();
        synchronized (this) {
            first = answer;
            for (Iterator<Delivery> i = open.iterator(); i.hasNext(); ) {
                Delivery delivery = i.next();
                if (delivery.answer < answer) {
                    i.remove();
                    received.add(delivery);
                } else {
                    delivery.answer = answer;
                    if (delivery.origin == Origin.FORMER) {
                        unread.add(delivery);
                    }
                }
            }
        }
        received.forEach(each -> each.fate.taken());
        read(unread, redeliveries);
        noteDeliveries(unit);
        unit.whenFinished(() -> sendKept(session));
    }

    private void read(List<Delivery> unread, Redeliveries redeliveries) {
        List<StoredAt> places = new ArrayList<>(unread.size());
        unread.forEach(each -> places.add(Objects.requireNonNull(each.place)));
        List<Optional<XmlElement>> stanzas = redeliveries.at(places);
        synchronized (this) {
            for (int i = 0; i < unread.size(); i++) {
                Delivery delivery = unread.get(i);
                delivery.stanza = stanzas.get(i).orElse(null);
                if (delivery.stanza == null) {
                    open.remove(delivery);
                }
            }
        }
    }

    /** As they are when the unit is assembled, since whatever is assembled before it is among them. */
    private void noteDeliveries(UnitOfWork unit) {
        unit.whenAssembled(() -> records.change(unit, deliveries()));
    }

    private synchronized SessionChange deliveries() {
        List<Numbered> stored = new ArrayList<>(open.size());
        for (Delivery delivery : open) {
            StoredAt place = delivery.place;
            if (place != null) {
                stored.add(new Numbered(delivery.number, place, delivery.answer));
            }
        }
        storedAcknowledged = acknowledged;
        return new SessionChange.Renumbered(id, acknowledged, stored);
    }

    private void sendKept(Session session) {
        List<Delivery> kept;
        synchronized (this) {
            if (state != State.AWAY) {
                return;
            }
            state = State.HERE;
            kept = List.copyOf(open);
            open.removeIf(delivery -> delivery.place == null);
        }
        for (Delivery delivery : kept) {
            XmlElement stanza = delivery.stanza;
            if (stanza != null) {
                delivery.stanza = null;
                session.send(stanza, () -> received(delivery), () -> lost(delivery));
            }
        }
    }

    /** What was promised for an earlier answer goes out in this one. */
    void postponed(long answer) {
        UnitOfWork unit = new UnitOfWork();
        synchronized (this) {
            boolean any = false;
            for (Delivery delivery : open) {
                if (delivery.answer < answer && delivery.place != null) {
                    delivery.answer = answer;
                    any = true;
                }
            }
            if (!any || state != State.HERE) {
                return;
            }
            noteDeliveries(unit);
        }
        records.submit(unit);
    }

    /** The session is over: what is stored and did not reach the client goes its other way. */
    void end(long when) {
        List<Delivery> left;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            left = state == State.AWAY ? List.copyOf(open) : List.of();
            state = State.ENDED;
        }
        for (Delivery delivery : left) {
            if (delivery.place != null) {
                lost(delivery);
            }
        }
        UnitOfWork unit = new UnitOfWork();
        records.change(unit, new SessionChange.Ended(id, when));
        records.submit(unit);
    }
}
