package im.carillon.config;

import java.util.List;

/**
 * Everything that speaks HTTP: WebSocket, BOSH, the web client, metrics.
 *
 * @param listeners where browsers connect; none turns HTTP off
 */
public record HttpConfig(List<HttpListenerConfig> listeners) {

    public HttpConfig {
        listeners = List.copyOf(listeners);
    }
}
