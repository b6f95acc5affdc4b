package im.carillon.stream;

/**
 * How fast one peer may send: so much at once, and so much in each second after that. Not safe for
 * use by several threads.
 */
final class ReadRate {

    private static final double NANOS = 1e9;

    private final long perSecond;
    private final long burst;
    private double left;
    private long filled;

    /** @param perSecond in bytes; 0 for any number */
    ReadRate(long perSecond, long burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.filled = now;
    }

    /** It has sent so much; see {@link #rest}. */
    void spend(int bytes, long now) {
        if (perSecond > 0) {
            fill(now);
            left -= bytes;
        }
    }

    /** For how many nanoseconds nothing more is to be read from it. */
    long rest(long now) {
        if (perSecond == 0) {
            return 0;
        }
        fill(now);
        return left >= 0 ? 0 : (long) (-left / perSecond * NANOS) + 1;
    }

    private void fill(long now) {
        left = Math.min((double) burst, left + (now - filled) / NANOS * perSecond);
        filled = now;
    }
}
