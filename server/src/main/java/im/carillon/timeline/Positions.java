package im.carillon.timeline;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Hands out positions: strictly increasing, in commit order, and at the same time the moment of the
 * commit in microseconds since 1970. Used by the committer's thread only, except for the values.
 */
public final class Positions {

    private static final long MICROS = 1_000_000;

    private final InstantSource clock;
    private long last;

    /** @param last the highest position that was ever handed out */
    Positions(InstantSource clock, long last) {
        this.clock = clock;
        this.last = last;
    }

    long next() {
        last = Math.max(last + 1, of(clock.instant()));
        return last;
    }

    /** The first position that a moment can have. */
    static long of(Instant time) {
        return time.getEpochSecond() * MICROS + time.getNano() / 1_000;
    }

    /** When the stanza at a position was committed. */
    public static Instant time(long position) {
        return Instant.EPOCH.plus(position, ChronoUnit.MICROS);
    }

    /** The position as the id that clients see (XEP-0359, XEP-0313). */
    public static String id(long position) {
        return Long.toString(position);
    }
}
