package im.carillon.websocket;

import im.carillon.metrics.Metric;
import im.carillon.metrics.MetricSource;
import jakarta.inject.Inject;
import java.util.List;

/** How many WebSockets are open. */
final class WebSocketMetrics implements MetricSource {

    private final LivePeers peers;

    @Inject
    WebSocketMetrics(LivePeers peers) {
        this.peers = peers;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.gauge("carillon_websockets", "Open WebSockets.", peers::size));
    }
}
