package im.carillon.metrics;

import java.util.List;

/** Something that has numbers to show. */
@FunctionalInterface
public interface MetricSource {

    /** The same list each time; the values are read from it again and again, by any thread. */
    List<Metric> metrics();
}
