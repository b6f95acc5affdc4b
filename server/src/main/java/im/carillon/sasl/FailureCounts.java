package im.carillon.sasl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToIntFunction;

/**
 * Failures per key, half of which are forgotten in every half-life. Thread-safe, bounded.
 *
 * <p>A count stops rising where the delay is the longest: so whatever happened before, some half-lives later
 * all is well again.
 */
final class FailureCounts<K> {

    /** What an entry takes without its key, in the measure of a key's characters; keys are mostly shorter. */
    private static final int USUAL_WEIGHT = 64;

    private final ThrottleLimits limits;
    private final int free;
    private final double highest;
    private final InstantSource clock;
    private final Cache<K, Count> counts;

    /** {@code size} tells a key's length in characters, since strangers choose the names of accounts. */
    FailureCounts(ThrottleLimits limits, int free, InstantSource clock, ToIntFunction<K> size) {
        this.limits = limits;
        this.free = free;
        this.highest =
                free + log2((double) limits.longest().toNanos() / limits.first().toNanos()) + 1;
        this.clock = clock;
        // by then even the highest count is far below one
        Duration forgotten = limits.halfLife().multipliedBy(10);
        this.counts = Caffeine.newBuilder()
                .maximumWeight((long) limits.entries() * USUAL_WEIGHT)
                .weigher((K key, Count count) -> USUAL_WEIGHT + size.applyAsInt(key))
                .expireAfterWrite(forgotten)
                .ticker(ticker(clock))
                .build();
    }

    private record Count(double value, Instant at) {}

    /** How long the next answer for this key has to wait. */
    Duration delay(K key) {
        Count count = counts.getIfPresent(key);
        double value = count == null ? 0 : decayed(count, clock.instant());
        if (value < free) {
            return Duration.ZERO;
        }
        double nanos = limits.first().toNanos() * Math.pow(2, value - free);
        return nanos >= limits.longest().toNanos() ? limits.longest() : Duration.ofNanos((long) nanos);
    }

    void add(K key) {
        change(key, 1);
    }

    void takeBack(K key) {
        change(key, -1);
    }

    private void change(K key, int by) {
        Instant now = clock.instant();
        counts.asMap().compute(key, (same, count) -> {
            double value = count == null ? 0 : decayed(count, now);
            return new Count(Math.clamp(value + by, 0, highest), now);
        });
    }

    private double decayed(Count count, Instant now) {
        // a clock that was set back must not make failures grow
        double elapsed = Math.max(0, Duration.between(count.at(), now).toNanos());
        return count.value() * Math.pow(2, -elapsed / limits.halfLife().toNanos());
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    static Ticker ticker(InstantSource clock) {
        Instant start = clock.instant();
        return () -> Duration.between(start, clock.instant()).toNanos();
    }
}
