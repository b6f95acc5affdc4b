package im.carillon.transport.relay;

import java.time.Duration;

/** How much one direction of a transfer may pass now, where that is limited: never more than for a quarter of a second at once. One thread. */
final class Allowance {

    private static final int PORTIONS = 4;
    private static final double NANOS = 1e9;

    private double bytes;
    private long filled = System.nanoTime();
    private boolean limited;

    /** @return how long there is nothing to be passed */
    Duration untilSome(long perSecond) {
        limited = perSecond > 0;
        if (!limited) {
            return Duration.ZERO;
        }
        long now = System.nanoTime();
        double portion = Math.max(1, (double) perSecond / PORTIONS);
        bytes = Math.min(portion, bytes + (now - filled) / NANOS * perSecond);
        filled = now;
        // a little at a time would cost as many calls as bytes
        double missing = portion / PORTIONS - bytes;
        return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) (missing / perSecond * NANOS) + 1);
    }

    long bytes() {
        return limited ? Math.max(1, (long) bytes) : Long.MAX_VALUE;
    }

    void spend(int count) {
        bytes -= count;
    }
}
