package im.carillon.inband;

import im.carillon.session.Management;
import im.carillon.session.Session;

/**
 * How much a client has to take before it gets what is sent now.
 *
 * @param waiting bytes that its connection has not taken
 * @param unacknowledged bytes that are kept until it acknowledges them, at most
 */
record Backlog(long waiting, long unacknowledged) {

    /** So much is in front of a chat message at most, when everybody waits who is told to. */
    static final int HIGH = 64 * 1024;

    private static final int HIGH_UNACKNOWLEDGED = 1024 * 1024;

    /** @param bytes of one stanza; most of those that are not acknowledged will be such */
    static Backlog of(Session session, int bytes) {
        int stanzas = session.management().map(Management::unacknowledged).orElse(0);
        return new Backlog(session.stream().waiting(), (long) stanzas * bytes);
    }

    boolean isHigh() {
        return waiting > HIGH || unacknowledged > HIGH_UNACKNOWLEDGED;
    }

    /** Whether more would put the connection of the client at risk, or fill the memory. */
    boolean isTooHigh(int outboxBytes) {
        return waiting > outboxBytes / 2 || unacknowledged > 2 * HIGH_UNACKNOWLEDGED;
    }
}
