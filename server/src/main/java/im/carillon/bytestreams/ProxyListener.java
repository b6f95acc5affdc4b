package im.carillon.bytestreams;

import im.carillon.lifecycle.NetworkListener;
import im.carillon.transport.relay.RelayListener;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** The proxy's socket, which comes and goes with the server. */
final class ProxyListener implements NetworkListener {

    private final RelayListener listener;

    @Inject
    ProxyListener(RelayListener listener) {
        this.listener = listener;
    }

    @Override
    public void open() throws IOException {
        listener.open();
    }

    @Override
    public List<String> describe() {
        InetSocketAddress address = listener.localAddress();
        String host = address.getAddress().getHostAddress();
        return List.of("socks5 " + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort()
                + " (file transfers)");
    }

    @Override
    public void stopAccepting() {
        listener.stopAccepting();
    }

    @Override
    public void close() {
        listener.close();
    }
}
