package im.carillon.sasl;

import java.time.Duration;

/**
 * How failed logins slow down the next ones.
 *
 * @param freeByAccount failures for one account, from wherever, before any delay
 * @param freeByNetwork failures from one network, for whatever account, before any delay
 * @param first the first delay; every further failure doubles it
 * @param longest the longest delay: the most that an owner ever waits
 * @param halfLife the time in which half of the failures are forgotten
 * @param entries how many accounts, networks and pairs of both are remembered, each, if names are short
 */
public record ThrottleLimits(
        int freeByAccount, int freeByNetwork, Duration first, Duration longest, Duration halfLife, int entries) {

    public ThrottleLimits {
        boolean ordered = first.isPositive() && longest.compareTo(first) >= 0;
        if (freeByAccount < 1 || freeByNetwork < 1 || !ordered || !halfLife.isPositive() || entries < 1) {
            throw new IllegalArgumentException("limits that do not throttle");
        }
    }

    public static ThrottleLimits standard() {
        return new ThrottleLimits(5, 20, Duration.ofMillis(250), Duration.ofSeconds(8), Duration.ofMinutes(10), 50_000);
    }
}
