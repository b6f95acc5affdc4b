package im.carillon.prometheus;

import im.carillon.config.HttpConfig;
import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpRefusal;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;

/** {@code /metrics}, for those whom the configuration names. */
final class MetricsEndpoint implements HttpEndpoint {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpConfig config;
    private final Registry registry;

    @Inject
    MetricsEndpoint(HttpConfig config, Registry registry) {
        this.config = config;
        this.registry = registry;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public HttpReply handle(HttpRequest request) throws HttpRefusal {
        if (config.metricsFrom().stream().noneMatch(range -> range.contains(request.remoteAddress()))) {
            throw new HttpRefusal(403, "http.metrics_from does not name your address");
        }
        byte[] text = registry.scrape(TEXT).getBytes(StandardCharsets.UTF_8);
        return HttpReply.of(200).withBody(TEXT, text).withHeader("Cache-Control", "no-store");
    }
}
