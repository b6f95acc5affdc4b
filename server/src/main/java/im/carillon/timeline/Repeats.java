package im.carillon.timeline;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.stanza.Message;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises messages that a client sends a second time, because it does not know that they were
 * handled: the same sender, recipient, payload and origin-id within a day, or the same stanza id
 * within ten minutes and from a session that began after the first. Such a message counts as handled
 * and has no further effect.
 *
 * <p>Stanza ids need not be unique (RFC 6120 §8.1.3), and whoever says "ok" under the id "m1" each
 * time he logs in must be heard each time. So an id that is not distinctive counts only after a
 * restart of the server, when clients do have to send again.
 *
 * <p>What is known of a message is computed from what is stored anyway: nothing is written for this,
 * and at the start the last messages are read again. So the memory is bounded: of a day with more
 * messages than it holds, the last ones count, and after a start the last {@value #READ_AGAIN}.
 *
 * <p>A fingerprint is made on the sender's thread; the rest runs while units are assembled, in commit
 * order, so a message whose first copy is still being committed is a repetition, too: it fails if
 * that commit fails.
 */
@Singleton
public final class Repeats {

    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);
    private static final Duration ORIGIN_VALID = Duration.ofHours(24);
    private static final Duration ID_VALID = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1 << 18;
    private static final int READ_AGAIN = 20_000;

    private final InstantSource clock;
    private final Timelines timelines;
    private final Fingerprints fingerprints = new Fingerprints(new SecureRandom().nextLong());

    /** Negative are positions of what is stored nowhere. */
    private final RecentPositions known = new RecentPositions(REMEMBERED);

    /** The last position of an earlier process of the server. */
    private long lastBefore;

    /** Commits are announced in the order of positions: what lies above is under way. */
    private long committed;

    @Inject
    public Repeats(Database database, Timelines timelines, InstantSource clock) {
        this.clock = clock;
        this.timelines = timelines;
        long since = Positions.of(clock.instant().minus(ORIGIN_VALID));
        database.read(handle -> {
            readAgain(handle, since);
            return true;
        });
    }

    private synchronized void readAgain(Handle handle, long since) {
        timelines.latest(handle, since, READ_AGAIN).reversed().forEach(entry -> {
            committed = entry.position();
            lastBefore = entry.position();
            if (entry.element().is(Namespaces.CLIENT, "message")) {
                note(ofStored(entry.message()), entry.position());
            }
        });
    }

    /** As {@link #of} and {@link #ofRoom} made them when the message was sent. */
    private Fingerprint ofStored(Message message) {
        return message.type() == Message.Type.GROUPCHAT && message.sender() instanceof FullJid occupant
                ? ofRoom(occupant, message.element())
                : of(message);
    }

    /** Of a message from one address to another. */
    public Fingerprint of(Message message) {
        String recipient = message.to().map(Jid::bare).map(Jid::toString).orElse("");
        return fingerprints.of(message.sender().bare().toString(), recipient, message.element());
    }

    /** Of a message that an occupant says in a room, as the room stores it. */
    public Fingerprint ofRoom(FullJid occupant, XmlElement message) {
        return fingerprints.of(occupant.toString(), occupant.bare().toString(), message);
    }

    /**
     * Whether a message has been stored before; only while its unit is assembled. The unit then
     * becomes durable together with the first copy.
     *
     * @param session when the session that sends it began, if it is one of this server's
     */
    public synchronized boolean isRepeat(Fingerprint message, Optional<Instant> session, UnitOfWork unit) {
        long first = first(message, session);
        if (first == 0) {
            return false;
        }
        LOG.debug("a repetition of the message at {}", first);
        if (first > committed) {
            unit.body(handle -> timelines.requireStored(handle, first));
        }
        return true;
    }

    /**
     * The same for one who waits for a copy of what is stored: its position, if it is a repetition, or
     * else nothing.
     */
    public synchronized OptionalLong firstOf(Fingerprint message, Optional<Instant> session, UnitOfWork unit) {
        return isRepeat(message, session, unit)
                ? OptionalLong.of(Math.abs(first(message, session)))
                : OptionalLong.empty();
    }

    private long first(Fingerprint message, Optional<Instant> session) {
        if (message.byOrigin() != 0) {
            long position = known.get(message.byOrigin());
            if (position != 0 && isWithin(ORIGIN_VALID, time(position))) {
                return position;
            }
        }
        if (message.byId() != 0 && session.isPresent()) {
            long position = known.get(message.byId());
            if (position != 0
                    && (message.distinctive() || Math.abs(position) <= lastBefore)
                    && isWithin(ID_VALID, time(position))
                    && session.get().isAfter(time(position))) {
                return position;
            }
        }
        return 0;
    }

    private static Instant time(long position) {
        return Positions.time(Math.abs(position));
    }

    private boolean isWithin(Duration validity, Instant time) {
        return time.plus(validity).isAfter(clock.instant());
    }

    /** Remembers a message that is delivered and stored nowhere; only while its unit is assembled. */
    public synchronized void remember(Fingerprint message, long position) {
        note(message, -position);
    }

    /** Remembers a message that is stored with the unit; only while that is assembled. */
    public synchronized void remember(Fingerprint message, long position, UnitOfWork unit) {
        if (message.byOrigin() == 0 && message.byId() == 0) {
            return;
        }
        note(message, position);
        unit.afterCommit(() -> committed(position));
        unit.onFailure(cause -> failed(message, position));
    }

    private void note(Fingerprint message, long position) {
        if (message.byId() != 0) {
            known.put(message.byId(), position);
        }
        if (message.byOrigin() != 0 && message.byOrigin() != message.byId()) {
            known.put(message.byOrigin(), position);
        }
    }

    private synchronized void committed(long position) {
        committed = Math.max(committed, position);
    }

    private synchronized void failed(Fingerprint message, long position) {
        committed(position);
        known.forget(message.byId());
        known.forget(message.byOrigin());
    }
}
