package im.carillon.bytestreams;

import im.carillon.metrics.Metric;
import im.carillon.metrics.MetricSource;
import im.carillon.transport.relay.Relay;
import jakarta.inject.Inject;
import java.util.List;

/** What goes through the proxy. */
final class ProxyMetrics implements MetricSource {

    private final Relay relay;

    @Inject
    ProxyMetrics(Relay relay) {
        this.relay = relay;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.gauge("carillon_proxy_connections", "Connections to the proxy for files.", relay::connections),
                Metric.counter("carillon_proxy_transfers", "Transfers that were activated.", relay::activated),
                Metric.counter("carillon_proxy_bytes", "Bytes that passed through the proxy.", relay::bytes));
    }
}
