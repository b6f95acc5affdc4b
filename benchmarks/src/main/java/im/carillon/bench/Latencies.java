package im.carillon.bench;

import java.util.Arrays;
import java.util.Locale;

/** Counts of durations in buckets that are at most 1/32 wide, so that a percentile is right to about three percent. */
final class Latencies {
    private static final int SUB_BITS = 5;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] counts = new long[64 * SUB_BUCKETS];
    private long total;

    void record(long nanos) {
        counts[bucket(nanos)]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    long count() {
        return total;
    }

    /** The upper edge of the bucket that holds the given share of all records; 0 when there are none. */
    long percentile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return upperEdge(i);
            }
        }
        return 0;
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "p50 %.0f p99 %.0f p99.9 %.0f µs",
                percentile(0.5) / 1e3,
                percentile(0.99) / 1e3,
                percentile(0.999) / 1e3);
    }

    private static int bucket(long nanos) {
        long value = Math.max(nanos, 0);
        int octave = Math.max(0, 64 - Long.numberOfLeadingZeros(value) - SUB_BITS - 1);
        return octave * SUB_BUCKETS + (int) (value >>> octave);
    }

    private static long upperEdge(int bucket) {
        int octave = Math.max(0, bucket / SUB_BUCKETS - 1);
        return (bucket - (long) octave * SUB_BUCKETS + 1) << octave;
    }
}
