package im.carillon.upload.http;

import java.time.Duration;

/**
 * How slow an upload may be.
 *
 * @param patience how long it may be slower
 * @param slowest bytes a second
 */
record Pace(Duration patience, long slowest) {

    private static final long MILLIS = 1000;

    boolean isTooSlow(Duration soFar, long bytes) {
        return soFar.compareTo(patience.plusMillis(bytes * MILLIS / slowest)) > 0;
    }
}
