package im.carillon.metrics;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * One number that is read when somebody looks, so that counting costs what an addition costs.
 *
 * @param name in the words of Prometheus, without unit suffix {@code _total}: {@code carillon_sessions}
 * @param help one sentence for people
 * @param labels what tells it from others of the same name
 */
public record Metric(String name, String help, Kind kind, Map<String, String> labels, DoubleSupplier value) {

    /** How a number moves. */
    public enum Kind {
        /** It only grows, from the start of the server. */
        COUNTER,
        /** It goes up and down. */
        GAUGE
    }

    public static Metric counter(String name, String help, DoubleSupplier value) {
        return new Metric(name, help, Kind.COUNTER, Map.of(), value);
    }

    public static Metric gauge(String name, String help, DoubleSupplier value) {
        return new Metric(name, help, Kind.GAUGE, Map.of(), value);
    }

    public Metric with(String label, String value) {
        return new Metric(name, help, kind, Map.of(label, value), this.value);
    }
}
