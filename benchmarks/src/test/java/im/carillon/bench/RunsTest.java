package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsTest {

    @Test
    void medianOfOddAndEvenCounts() {
        assertThat(new Runs(List.of(3.0, 1.0, 9.0)).median()).isEqualTo(3);
        assertThat(new Runs(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3);
    }

    @Test
    void dividesRunByRun() {
        Runs ratio = new Runs(List.of(10.0, 40.0)).dividedBy(new Runs(List.of(5.0, 4.0)));
        assertThat(ratio.values()).containsExactly(2.0, 10.0);
    }

    @Test
    void tableShowsMedianRangeAndRatio() {
        Row row = new Row("ping", "µs CPU", new Runs(List.of(6.0, 8.0, 7.0)), new Runs(List.of(1.0, 1.0, 1.0)), 7, "-");
        Row bare = new Row("idle", "KiB", new Runs(List.of(120.4)), Optional.empty(), Optional.empty(), "x");
        assertThat(Table.of(List.of(row, bare)).lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("7.00") && line.contains("6.00 – 8.00"))
                .anyMatch(line -> line.contains("120"));
    }
}
