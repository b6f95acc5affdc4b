package im.carillon.session;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Remembered.Former;
import im.carillon.session.Remembered.Kept;
import im.carillon.session.Remembered.Live;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import im.carillon.transport.Progress;
import im.carillon.xml.XmlElement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One logged-in resource. Its thread (one at a time) handles what it sends; any thread may deliver
 * to it.
 */
public final class Session {

    private final FullJid address;
    private final ReentrantLock handling = new ReentrantLock();
    private volatile SessionStream stream;
    private volatile @Nullable Management management;
    private volatile @Nullable Survival survival;
    private final Instant since;
    private final UnitLine line;
    private volatile @Nullable Presence presence;
    private volatile Map<String, Kept> remembered = Map.of();
    private volatile @Nullable Holdback holdback;
    private volatile @Nullable Pause pause;
    private volatile boolean open = true;
    private volatile boolean behind;

    /** Something that the session's thread waits for, not for long. */
    @FunctionalInterface
    public interface Pause {
        void await() throws InterruptedException;
    }

    public Session(FullJid address, SessionStream stream, UnitLine line, Instant since) {
        this.address = address;
        this.stream = stream;
        this.line = line;
        this.since = since;
    }

    public FullJid address() {
        return address;
    }

    public BareJid account() {
        return address.bare();
    }

    public SessionStream stream() {
        return stream;
    }

    public Instant since() {
        return since;
    }

    /** Sends a stanza, perhaps later; false when the session has ended or its stream takes no more. */
    public boolean deliver(Stanza stanza) {
        Holdback holding = holdback;
        return holding == null ? deliver(stanza.element()) : holding.pass(stanza, this::deliver);
    }

    /** From now on what can wait does; on the session's thread. */
    public void holdBack(Holdback holding) {
        if (holdback == null) {
            holdback = holding;
        }
    }

    /** Nothing waits any more; on the session's thread. */
    public void holdNothingBack() {
        Holdback holding = holdback;
        if (holding != null) {
            holding.end(this::deliver);
            holdback = null;
        }
    }

    /** The same for a stanza as it goes out. */
    public boolean deliver(XmlElement stanza) {
        if (!open) {
            return false;
        }
        Management known = management;
        if (known != null) {
            return send(known, stanza);
        }
        synchronized (this) { // or it would go out uncounted behind the answer that counting has begun
            known = management;
            if (known == null) {
                Survival surviving = survival;
                return surviving != null && surviving.keepsBack(stanza) || stream.send(stanza);
            }
        }
        return send(known, stanza);
    }

    private boolean send(Management known, XmlElement stanza) {
        if (known.send(stanza)) {
            return true;
        }
        endIfFull(known);
        return false;
    }

    /** A client that acknowledges nothing would fill the memory: what is stored goes to its next session. */
    private void endIfFull(Management known) {
        if (open && known.isFull()) {
            close(new StreamException(
                    StreamCondition.POLICY_VIOLATION, "too many stanzas have been left unacknowledged"));
        }
    }

    /** Stream management, once it is enabled. */
    public Optional<Management> management() {
        return Optional.ofNullable(management);
    }

    /** Whether the session outlives its connection. */
    public boolean isResumable() {
        Management known = management;
        return known != null && known.isResumable();
    }

    /** Whether the session and its connection go on after a restart of the server. */
    public boolean isLasting() {
        return survival != null;
    }

    Optional<Survival> survival() {
        return Optional.ofNullable(survival);
    }

    /** Its connection goes on after a restart, or does not any more. */
    synchronized void lasts(Optional<Survival> known) {
        survival = known.orElse(null);
    }

    /** How far the client has come with the unit that goes in line next; on the session's thread. */
    public void at(Progress progress) {
        Survival surviving = survival;
        if (surviving != null) {
            surviving.at(progress);
        }
    }

    /**
     * Begins to count what is sent to the client.
     *
     * @param announcement sent before the first stanza that counts, if not sent otherwise
     */
    synchronized void manage(Management enabled, Optional<XmlElement> announcement) {
        announcement.ifPresent(stream::send);
        enabled.outbound().attach(stream);
        management = enabled;
    }

    /** It is back from the database, without a connection. */
    void managedBefore(Management restored, Map<String, Kept> values) {
        management = restored;
        rememberedBefore(values);
    }

    /** The same for one whose client finds its connection again. */
    void lastedBefore(Survival restored, Map<String, Kept> values) {
        survival = restored;
        rememberedBefore(values);
    }

    private void rememberedBefore(Map<String, Kept> values) {
        remembered = Map.copyOf(values);
        presence = get(Remembered.PRESENCE).orElse(null);
    }

    /** Held while one of its stanzas is handled, and by a stream that takes the session over. */
    public Lock handling() {
        return handling;
    }

    /** Another stream, or none, carries the session from now on. */
    void carriedBy(SessionStream carrier) {
        stream = carrier;
    }

    /**
     * While a unit is assembled: once it is committed, what it stored at a place of a timeline is sent
     * to this session. A session that can be resumed gets it even if its connection, or the whole
     * server, goes away in between.
     *
     * @param fate told whether this session got it
     */
    public void deliverStored(UnitOfWork unit, Stanza stanza, StoredAt place, DeliveryFate fate) {
        Holdback holding = holdback;
        if (holding != null) {
            holding.release(this::deliver);
        }
        Management known = management;
        if (known != null) {
            known.deliverStored(unit, stanza.element(), place, fate);
            unit.afterCommit(() -> endIfFull(known));
            return;
        }
        Survival surviving = survival;
        if (surviving != null) {
            surviving.deliverStored(this, unit, stanza.element(), place, fate);
            return;
        }
        fate.expect();
        unit.afterCommit(() -> send(stanza.element(), fate::taken, fate::lost));
    }

    /**
     * Sends what is durable to a session for which nothing was noted while the unit was assembled,
     * because it cannot be resumed.
     */
    public void deliverDurable(Stanza stanza, StoredAt place) {
        Holdback holding = holdback;
        if (holding != null) {
            holding.release(this::deliver);
        }
        Management known = management;
        if (known == null || known.isResumable()) {
            deliver(stanza.element());
        } else if (!known.send(stanza.element(), place)) {
            endIfFull(known);
        }
    }

    /** Sends a stanza that is stored; one of both runs then, as {@link SessionStream} says. */
    void send(XmlElement stanza, Runnable received, Runnable lost) {
        synchronized (this) { // as in deliver(XmlElement)
            if (open && management == null) {
                stream.send(stanza, received, lost);
                return;
            }
        }
        if (deliver(stanza)) {
            received.run();
        } else {
            lost.run();
        }
    }

    /** What a feature remembers of this session. */
    @SuppressWarnings("unchecked") // a name only ever stands for values of its key's type
    public <T> Optional<T> get(SessionKey<T> key) {
        Kept kept = remembered.get(key.name());
        return switch (kept) {
            case null -> Optional.empty();
            case Live<?> live -> Optional.of((T) live.value());
            case Former former -> Optional.of(key.decode().apply(former.bytes()));
        };
    }

    /**
     * Remembers a value from now on; a session that can be resumed stores it with the unit and has it
     * back after a restart of the server. Called on the session's thread, or while the unit is
     * assembled.
     */
    public <T> void put(SessionKey<T> key, T value, UnitOfWork unit) {
        Kept kept = new Live<>(key, value);
        remember(key.name(), Optional.of(kept));
        noteValue(unit, key, () -> Optional.of(kept.bytes()));
    }

    /** Forgets a value. Called on the session's thread, or while the unit is assembled. */
    public void remove(SessionKey<?> key, UnitOfWork unit) {
        remember(key.name(), Optional.empty());
        noteValue(unit, key, Optional::empty);
    }

    private void noteValue(UnitOfWork unit, SessionKey<?> key, Supplier<Optional<byte[]>> value) {
        Management known = management;
        Survival surviving = survival;
        if (known != null) {
            known.noteValue(unit, key.name(), value.get());
        } else if (surviving != null) {
            surviving.noteValue(unit, key.name(), value.get());
        }
    }

    private synchronized void remember(String name, Optional<Kept> kept) {
        Map<String, Kept> changed = new HashMap<>(remembered);
        kept.ifPresentOrElse(value -> changed.put(name, value), () -> changed.remove(name));
        remembered = Map.copyOf(changed);
    }

    Map<String, Kept> remembered() {
        return remembered;
    }

    /** The last broadcast presence, while available. */
    public Optional<Presence> presence() {
        return Optional.ofNullable(presence);
    }

    /** Available or unavailable, as last broadcast by this session's thread. */
    public void presence(Optional<Presence> broadcast, UnitOfWork unit) {
        if (!takesMessages() && broadcast.filter(p -> p.priority() >= 0).isPresent()) {
            behind = true; // before anybody can take it for one that has everything
        }
        presence = broadcast.orElse(null);
        if (isResumable() || isLasting()) {
            broadcast.ifPresentOrElse(
                    now -> put(Remembered.PRESENCE, now, unit), () -> remove(Remembered.PRESENCE, unit));
        }
    }

    public boolean isAvailable() {
        return presence != null;
    }

    /** Whether messages for the account come here: available with a priority that is not negative. */
    public boolean takesMessages() {
        Presence current = presence;
        return current != null && current.priority() >= 0;
    }

    /**
     * Whether messages that waited for the account still have to come here before newer ones do; so
     * from the moment it takes messages until {@link #caughtUp}.
     */
    public boolean isBehind() {
        return behind && takesMessages();
    }

    /** While a unit is assembled: it is about to be given earlier messages. */
    public void fallsBehind() {
        behind = true;
    }

    /** It was given all that waited. */
    public void caughtUp() {
        behind = false;
    }

    /** Whether the roster was asked for, so that changes are pushed (RFC 6121 §2.1.6). */
    public boolean isInterestedInRoster() {
        return get(Remembered.ROSTER).isPresent();
    }

    public void interestedInRoster(UnitOfWork unit) {
        if (!isInterestedInRoster()) {
            put(Remembered.ROSTER, true, unit);
        }
    }

    public boolean isOpen() {
        return open;
    }

    void ended() {
        open = false;
    }

    /** Puts a unit in line behind the stanzas so far; called by the session's thread. */
    public void enter(UnitOfWork unit) {
        Survival surviving = survival;
        if (surviving != null) {
            surviving.entering(unit);
        }
        line.enter(unit);
    }

    /** Puts the unit of the client's next stanza in line; with the handling lock held. */
    public void enter(UnitOfWork unit, Optional<Stanza> stanza) {
        Management known = management;
        if (known != null) {
            known.entering(unit, stanza);
        }
        enter(unit);
    }

    /** Blocks the session's thread until the client's next stanza may be handled. */
    public void awaitRoom() throws InterruptedException {
        line.awaitRoom();
        Pause wait = pause;
        if (wait != null) {
            pause = null;
            wait.await();
        }
    }

    /** The client sends faster than what it sends can go: its next stanza waits for this. */
    public void pauseBeforeNext(Pause wait) {
        pause = wait;
    }

    /** Whether a client is there, and not only expected back. */
    public boolean isConnected() {
        return open && !(stream instanceof NoStream);
    }

    /** Ends the session and its stream with this error. */
    public void close(StreamException error) {
        stream.close(error);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
