package im.carillon.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that speaks HTTP: WebSocket, BOSH, the web client, metrics.
 *
 * @param listeners where browsers connect; none turns HTTP off
 * @param publicUrl how browsers reach this server, without a slash at the end, when not by the listeners' own ports
 * @param trustedProxies whose word about the client's address is believed
 * @param allowedOrigins the web sites whose pages may connect; {@code *} is all
 * @param ping silence of a WebSocket after which it is pinged
 * @param redirect where new WebSockets are told to connect instead
 * @param webClient whether the web client is served
 * @param webClientFolder what is served in its place
 * @param metricsFrom who may read the metrics
 */
public record HttpConfig(
        List<HttpListenerConfig> listeners,
        Optional<String> publicUrl,
        List<AddressRange> trustedProxies,
        List<String> allowedOrigins,
        Duration ping,
        Optional<String> redirect,
        boolean webClient,
        Optional<Path> webClientFolder,
        List<AddressRange> metricsFrom) {

    public HttpConfig {
        listeners = List.copyOf(listeners);
        trustedProxies = List.copyOf(trustedProxies);
        allowedOrigins = List.copyOf(allowedOrigins);
        metricsFrom = List.copyOf(metricsFrom);
    }

    public boolean trusts(InetAddress proxy) {
        return trustedProxies.stream().anyMatch(range -> range.contains(proxy));
    }
}
