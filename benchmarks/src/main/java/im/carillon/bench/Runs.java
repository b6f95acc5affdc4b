package im.carillon.bench;

import java.util.List;
import java.util.stream.IntStream;

/** The values of one row, one from each run. */
record Runs(List<Double> values) {

    Runs {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no run");
        }
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Run by run, since what disturbs a shared machine disturbs both measurements of one run alike. */
    Runs dividedBy(Runs baseline) {
        return new Runs(IntStream.range(0, Math.min(values.size(), baseline.values.size()))
                .mapToObj(i -> values.get(i) / baseline.values.get(i))
                .toList());
    }
}
