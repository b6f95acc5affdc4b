package im.carillon.http;

import im.carillon.metrics.Metric;
import im.carillon.metrics.MetricSource;
import jakarta.inject.Inject;
import java.util.List;

/** The numbers of the HTTP server. */
final class HttpMetrics implements MetricSource {

    private final HttpConnections connections;

    @Inject
    HttpMetrics(HttpConnections connections) {
        this.connections = connections;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.gauge("carillon_http_connections", "Open TCP connections of HTTP.", connections::size),
                Metric.counter("carillon_http_requests", "Requests of HTTP since the start.", connections::requests));
    }
}
