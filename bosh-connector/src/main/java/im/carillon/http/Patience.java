package im.carillon.http;

import java.time.Duration;

/**
 * How long a client may take to make a request, and as long again for its body, besides a second for
 * each KiB.
 */
record Patience(Duration time) {

    private static final int SLOWEST_BYTES_A_SECOND = 1024;

    boolean endsWithRequest(Duration idle) {
        return idle.compareTo(time) > 0;
    }

    boolean endsWithBody(Duration soFar, long bytes) {
        return soFar.compareTo(time.plusMillis(bytes * 1000 / SLOWEST_BYTES_A_SECOND)) > 0;
    }
}
