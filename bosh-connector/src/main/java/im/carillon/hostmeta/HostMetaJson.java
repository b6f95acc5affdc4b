package im.carillon.hostmeta;

import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpRefusal;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code /.well-known/host-meta.json}, a JRD document (RFC 6415 §3, appendix A). */
final class HostMetaJson implements HttpEndpoint {

    private final Links links;
    private final JsonMapper json = JsonMapper.shared();

    @Inject
    HostMetaJson(Links links) {
        this.links = links;
    }

    @Override
    public String path() {
        return "/.well-known/host-meta.json";
    }

    @Override
    public boolean isForAllOrigins() {
        return true;
    }

    @Override
    public HttpReply handle(HttpRequest request) throws HttpRefusal {
        List<Map<String, String>> all = links.of(request).stream()
                .map(link -> Map.of("rel", link.relation(), "href", link.address()))
                .toList();
        return HttpReply.of(200)
                .withBody("application/json", json.writeValueAsBytes(Map.of("links", all)))
                .withHeader("Cache-Control", "public, max-age=3600");
    }
}
