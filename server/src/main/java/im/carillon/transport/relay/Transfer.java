package im.carillon.transport.relay;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two connections that asked for the same name, or the first of them. Connections come and go on the
 * relay's thread, the activation comes from anywhere: the monitor guards all of it.
 */
final class Transfer {

    private final String name;
    private final long since = System.nanoTime();
    private @Nullable RelayConnection first;
    private @Nullable RelayConnection second;
    private @Nullable Parties parties;
    private boolean over;

    Transfer(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** What came of it: a place, or none because two are here, or none because all is over. */
    enum Joined {
        YES,
        FULL,
        OVER
    }

    synchronized Joined join(RelayConnection connection) {
        if (over) {
            return Joined.OVER;
        }
        if (first == null) {
            first = connection;
        } else if (second == null) {
            second = connection;
        } else {
            return Joined.FULL;
        }
        return Joined.YES;
    }

    /** From now on what one sends goes to the other; false when one of them has just gone. */
    synchronized Activation activate(Parties by) {
        RelayConnection one = first;
        RelayConnection other = second;
        if (over) {
            return Activation.UNKNOWN;
        }
        if (parties != null) {
            return Activation.REPEATED;
        }
        if (one == null || other == null) {
            return Activation.ALONE;
        }
        parties = by;
        one.passTo(other);
        other.passTo(one);
        return Activation.DONE;
    }

    /**
     * One connection is gone. Before the activation another may come in its place; after it, the
     * transfer is over.
     *
     * @return whether nothing is left of the transfer
     */
    synchronized boolean leave(RelayConnection connection) {
        if (connection == first) {
            first = second;
            second = null;
        } else if (connection == second) {
            second = null;
        }
        over = first == null || parties != null;
        return over;
    }

    synchronized boolean isActive() {
        return parties != null;
    }

    synchronized TransferState state(long now) {
        RelayConnection one = first;
        RelayConnection other = second;
        long bytes = (one == null ? 0 : one.bytes()) + (other == null ? 0 : other.bytes());
        int connections = (one == null ? 0 : 1) + (other == null ? 0 : 1);
        return new TransferState(name, Optional.ofNullable(parties), connections, bytes, Duration.ofNanos(now - since));
    }
}
