package im.carillon.upload.http;

import im.carillon.config.HttpConfig;
import im.carillon.config.HttpListenerConfig;
import im.carillon.config.UploadConfig;
import im.carillon.http.JettyListener;
import im.carillon.tls.DnsName;
import im.carillon.upload.UploadAddresses;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The addresses of files: what the configuration says, else what the listeners have. */
@Singleton
final class ListenerAddresses implements UploadAddresses {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final String LOCALHOST = "localhost";

    private final UploadConfig upload;
    private final HttpConfig http;
    private final Provider<JettyListener> listener;

    @Inject
    ListenerAddresses(UploadConfig upload, HttpConfig http, Provider<JettyListener> listener) {
        this.upload = upload;
        this.http = http;
        // the listener has the services, and they have this
        this.listener = listener;
    }

    @Override
    public Optional<String> base(String host, boolean onThisMachine) {
        return upload.url()
                .or(http::publicUrl)
                .or(() -> onThisMachine && isOfThisMachine(host) ? loopback() : Optional.empty())
                .or(() -> secure(host))
                .or(() -> isOfThisMachine(host) ? loopback() : plain(host));
    }

    /** Such a host is the same machine for everybody who can reach it (RFC 6761 §6.3). */
    private static boolean isOfThisMachine(String host) {
        return host.equals(LOCALHOST) || host.endsWith("." + LOCALHOST);
    }

    private Optional<String> secure(String host) {
        return port(true).flatMap(port -> DnsName.of(host).map(name -> address("https", name.ascii(), port, HTTPS)));
    }

    private Optional<String> loopback() {
        return port(false).map(port -> address("http", LOCALHOST, port, HTTP));
    }

    /** Only where others than this machine can get at it. */
    private Optional<String> plain(String host) {
        boolean reachable = http.listeners().stream()
                .filter(each -> !each.tls())
                .map(HttpListenerConfig::address)
                .anyMatch(address -> !InetAddress.ofLiteral(address).isLoopbackAddress());
        return reachable
                ? port(false).flatMap(port -> DnsName.of(host).map(name -> address("http", name.ascii(), port, HTTP)))
                : Optional.empty();
    }

    private Optional<Integer> port(boolean secure) {
        return listener.get().addresses(secure).stream().findFirst().map(InetSocketAddress::getPort);
    }

    private static String address(String scheme, String name, int port, int usual) {
        return scheme + "://" + name + (port == usual ? "" : ":" + port);
    }
}
