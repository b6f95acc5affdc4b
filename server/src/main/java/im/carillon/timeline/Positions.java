package im.carillon.timeline;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hands out positions: strictly increasing, in commit order, and at the same time the moment of the
 * commit in microseconds since 1970. Used by the committer's thread only, except for the values.
 */
public final class Positions {

    private static final long MICROS = 1_000_000;

    /** As it is written here; shorter than what could not be a number of 64 bits. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final InstantSource clock;
    private volatile long last; // written by the committer's thread alone

    /** @param last the highest position that was ever handed out */
    Positions(InstantSource clock, long last) {
        this.clock = clock;
        this.last = last;
    }

    long next() {
        long next = Math.max(last + 1, of(clock.instant()));
        last = next;
        return next;
    }

    long last() {
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

    /** The position that an id stands for; none when nothing here ever had such an id. */
    public static Optional<Long> ofId(String id) {
        return ID.matcher(id).matches() ? Optional.of(Long.parseLong(id)) : Optional.empty();
    }

    /**
     * The first position that a stanza committed in this millisecond could have; for a time beyond
     * all, the end of the numbers.
     */
    public static long at(Instant time) {
        try {
            return Math.multiplyExact(time.toEpochMilli(), 1_000L);
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE + 1 : Long.MAX_VALUE;
        }
    }
}
