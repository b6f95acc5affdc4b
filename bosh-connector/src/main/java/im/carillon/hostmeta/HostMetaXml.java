package im.carillon.hostmeta;

import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpRefusal;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;

/** {@code /.well-known/host-meta}, an XRD document (RFC 6415 §2). */
final class HostMetaXml implements HttpEndpoint {

    private static final String XRD = "http://docs.oasis-open.org/ns/xri/xrd-1.0";

    private final Links links;

    @Inject
    HostMetaXml(Links links) {
        this.links = links;
    }

    @Override
    public String path() {
        return "/.well-known/host-meta";
    }

    @Override
    public boolean isForAllOrigins() {
        return true;
    }

    @Override
    public HttpReply handle(HttpRequest request) throws HttpRefusal {
        XmlElement.Builder document = XmlElement.builder(XRD, "XRD");
        for (Links.Link link : links.of(request)) {
            document.child(XmlElement.builder(XRD, "Link")
                    .attribute("rel", link.relation())
                    .attribute("href", link.address())
                    .build());
        }
        String text = "<?xml version='1.0' encoding='UTF-8'?>\n" + document.build() + "\n";
        return HttpReply.of(200)
                .withBody("application/xrd+xml; charset=utf-8", text.getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", "public, max-age=3600");
    }
}
