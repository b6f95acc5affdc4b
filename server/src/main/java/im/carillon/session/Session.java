package im.carillon.session;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One logged-in resource. Its thread (one at a time) handles what it sends; any thread may deliver
 * to it.
 */
public final class Session {

    private final FullJid address;
    private final SessionStream stream;
    private final Instant since;
    private final UnitLine line;
    private volatile @Nullable Presence presence;
    private volatile Map<String, Object> attributes = Map.of();
    private volatile boolean rosterInterest;
    private volatile boolean open = true;

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

    /** Sends a stanza; false when the session has ended or its stream takes no more. */
    public boolean deliver(Stanza stanza) {
        return open && stream.send(stanza.element());
    }

    /**
     * While a unit is assembled: once it is committed, what it stored at a place of a timeline is sent
     * to this session. A session that can be resumed gets it even if its connection, or the whole
     * server, goes away in between.
     *
     * @param fate told whether this session got it
     */
    public void deliverStored(UnitOfWork unit, Stanza stanza, StoredAt place, DeliveryFate fate) {
        fate.expect();
        unit.afterCommit(() -> {
            if (deliver(stanza)) {
                fate.taken();
            } else {
                fate.lost();
            }
        });
    }

    /** What a feature remembers of this session. */
    @SuppressWarnings("unchecked") // a key only ever stands for values of its own type
    public <T> Optional<T> get(SessionKey<T> key) {
        return Optional.ofNullable((T) attributes.get(key.name()));
    }

    /**
     * Remembers a value from now on; a session that can be resumed stores it with the unit and has it
     * back after a restart of the server. Called on the session's thread.
     */
    public <T> void put(SessionKey<T> key, T value, UnitOfWork unit) {
        Map<String, Object> changed = new HashMap<>(attributes);
        changed.put(key.name(), value);
        attributes = Map.copyOf(changed);
    }

    /** Forgets a value. Called on the session's thread. */
    public void remove(SessionKey<?> key, UnitOfWork unit) {
        Map<String, Object> changed = new HashMap<>(attributes);
        changed.remove(key.name());
        attributes = Map.copyOf(changed);
    }

    /** The last broadcast presence, while available. */
    public Optional<Presence> presence() {
        return Optional.ofNullable(presence);
    }

    /** Available or unavailable, as last broadcast by this session's thread. */
    public void presence(Optional<Presence> broadcast) {
        presence = broadcast.orElse(null);
    }

    public boolean isAvailable() {
        return presence != null;
    }

    /** Whether messages for the account come here: available with a priority that is not negative. */
    public boolean takesMessages() {
        Presence current = presence;
        return current != null && current.priority() >= 0;
    }

    /** Whether the roster was asked for, so that changes are pushed (RFC 6121 §2.1.6). */
    public boolean isInterestedInRoster() {
        return rosterInterest;
    }

    public void interestedInRoster() {
        rosterInterest = true;
    }

    public boolean isOpen() {
        return open;
    }

    void ended() {
        open = false;
    }

    /** Puts a stanza's unit in line; called by the session's thread. */
    public void enter(UnitOfWork unit) {
        line.enter(unit);
    }

    public void awaitRoom() throws InterruptedException {
        line.awaitRoom();
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
