package im.carillon.health;

import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import jakarta.inject.Inject;

/** {@code /healthz}: the process answers. */
final class HealthEndpoint implements HttpEndpoint {

    @Inject
    HealthEndpoint() {}

    @Override
    public String path() {
        return "/healthz";
    }

    @Override
    public HttpReply handle(HttpRequest request) {
        return HttpReply.text(200, "ok").withHeader("Cache-Control", "no-store");
    }
}
