package im.carillon.inband;

import im.carillon.metrics.Metric;
import im.carillon.metrics.MetricSource;
import jakarta.inject.Inject;
import java.util.List;

/** What of files goes through the streams. */
final class InBandMetrics implements MetricSource {

    private final InBandRoom room;

    @Inject
    InBandMetrics(InBandRoom room) {
        this.room = room;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.counter("carillon_in_band_bytes", "Bytes of stanzas with in-band data.", room::bytes),
                Metric.counter(
                        "carillon_in_band_refused",
                        "Stanzas with in-band data that were refused because the recipient had no room.",
                        room::refused));
    }
}
