package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreRightToAFewPercent() {
        Latencies latencies = new Latencies();
        LongStream.rangeClosed(1, 100_000).map(i -> i * 1000).forEach(latencies::record);
        assertThat(latencies.percentile(0.5)).isCloseTo(50_000_000, Percentage.withPercentage(4));
        assertThat(latencies.percentile(0.99)).isCloseTo(99_000_000, Percentage.withPercentage(4));
        assertThat(latencies.percentile(0.999)).isCloseTo(99_900_000, Percentage.withPercentage(4));
    }

    @Test
    void takesTheShortestAndTheLongest() {
        Latencies latencies = new Latencies();
        latencies.record(0);
        latencies.record(Long.MAX_VALUE);
        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.percentile(0.5)).isEqualTo(1);
    }

    @Test
    void emptyHasNoPercentile() {
        assertThat(new Latencies().percentile(0.5)).isZero();
    }
}
