package im.carillon.sasl;

import java.time.Duration;

/**
 * How long FAST tokens live.
 *
 * @param lifetime from issue to expiry
 * @param rotateAfter the age from which a login brings a new token
 */
public record FastLifetimes(Duration lifetime, Duration rotateAfter) {

    public FastLifetimes {
        if (!lifetime.isPositive() || rotateAfter.isNegative() || rotateAfter.compareTo(lifetime) >= 0) {
            throw new IllegalArgumentException("tokens must be rotated before they expire");
        }
    }

    /** Rotates daily, or at half the lifetime where that is shorter. */
    public static FastLifetimes of(Duration lifetime) {
        Duration half = lifetime.dividedBy(2);
        Duration day = Duration.ofDays(1);
        return new FastLifetimes(lifetime, half.compareTo(day) < 0 ? half : day);
    }
}
