package im.carillon.session;

import im.carillon.session.OutboundQueue.Numbered;
import im.carillon.session.Unanswered.Request;
import java.util.List;
import java.util.Optional;

/** One change of the record of a session that can be resumed. */
sealed interface SessionChange {

    /** The key of the session. */
    long session();

    /**
     * The session can be resumed from now on.
     *
     * @param secret the hash of the secret part of its resumption id
     * @param lifetime how long it waits for its client, in seconds
     * @param since milliseconds since 1970
     */
    record Enabled(long session, String address, byte[] secret, long lifetime, long since) implements SessionChange {}

    /** Everything up to a number of what the client sent is handled. */
    record Handled(long session, long number, List<Request> unanswered) implements SessionChange {}

    /**
     * A stored stanza goes out under a number.
     *
     * @param answer in which it goes out, on a connection that has answers; or 0
     */
    record Delivered(long session, long number, StoredAt place, long answer) implements SessionChange {}

    /** The client has everything up to a number. */
    record Acknowledged(long session, long number) implements SessionChange {}

    /** The stored stanzas that are unacknowledged have these numbers from now on. */
    record Renumbered(long session, long acknowledged, List<Numbered> deliveries) implements SessionChange {}

    /** What a feature remembers; without a value, it forgets. */
    record Value(long session, String name, Optional<byte[]> value) implements SessionChange {}

    /**
     * The session is over; how much of what it sent was handled is kept for a while.
     *
     * @param when seconds since 1970
     */
    record Ended(long session, long when) implements SessionChange {}
}
