package im.carillon.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long messages stay in an archive; the stricter of the two counts.
 *
 * @param keep for how long, or {@link #FOREVER}
 * @param messages how many, the newest; {@link #ANY_NUMBER} when that is not limited
 */
public record Retention(Duration keep, int messages) {

    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
    /** What is younger than this is never removed: it may be on its way to somebody still. */
    public static final Duration SHORTEST = Duration.ofHours(1);

    public static final Duration LONGEST = Duration.ofDays(36_500);

    public static final int ANY_NUMBER = 0;

    public boolean isByAge() {
        return !keep.equals(FOREVER);
    }

    public boolean isByCount() {
        return messages != ANY_NUMBER;
    }
}
