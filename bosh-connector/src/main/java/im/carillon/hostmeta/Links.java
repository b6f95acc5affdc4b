package im.carillon.hostmeta;

import im.carillon.config.HostConfig;
import im.carillon.config.HttpConfig;
import im.carillon.http.JettyListener;
import im.carillon.routing.Hosts;
import im.carillon.spi.HttpRefusal;
import im.carillon.spi.HttpRequest;
import im.carillon.tls.DnsName;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** The connection methods of a host. */
final class Links {

    private static final int HTTPS = 443;

    private final HttpConfig config;
    private final Hosts hosts;
    private final Provider<JettyListener> listener;

    /** A link relation and where it leads. */
    record Link(String relation, String address) {}

    @Inject
    Links(HttpConfig config, Hosts hosts, Provider<JettyListener> listener) {
        this.config = config;
        this.hosts = hosts;
        // the listener has the endpoints, and they have this
        this.listener = listener;
    }

    /** Encrypted ones alone: others must not be announced (XEP-0156 §4). */
    List<Link> of(HttpRequest request) throws HttpRefusal {
        String base = config.publicUrl()
                .filter(url -> url.startsWith("https:"))
                .or(() -> ownPort(request.host()))
                .orElseThrow(() -> new HttpRefusal(404, "no such host here, or nothing encrypted to connect to"));
        return List.of(
                new Link(
                        "urn:xmpp:alt-connections:websocket",
                        "wss" + base.substring("https".length()) + "/xmpp-websocket"),
                new Link("urn:xmpp:alt-connections:xbosh", base + "/http-bind"));
    }

    private Optional<String> ownPort(String asked) {
        Optional<InetSocketAddress> bound =
                listener.get().addresses(true).stream().findFirst();
        return host(asked).flatMap(host -> bound.map(address -> "https://" + host + port(address.getPort())));
    }

    private static String port(int port) {
        return port == HTTPS ? "" : ":" + port;
    }

    private Optional<String> host(String asked) {
        return hosts.all().stream()
                .map(HostConfig::name)
                .flatMap(name -> DnsName.of(name).map(DnsName::ascii).stream())
                .filter(asked::equalsIgnoreCase)
                .findFirst();
    }
}
