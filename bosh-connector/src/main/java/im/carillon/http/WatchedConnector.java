package im.carillon.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A listening socket whose connections are watched. Accepting is a matter of its selectors' threads. */
final class WatchedConnector extends ServerConnector {

    private static final int SELECTORS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final HttpConnections connections;

    WatchedConnector(Server server, HttpConnections connections, ConnectionFactory... factories) {
        super(server, 0, SELECTORS, factories);
        this.connections = connections;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        WatchedEndPoint made = new WatchedEndPoint(channel, selector, key, getScheduler(), connections);
        made.setIdleTimeout(getIdleTimeout());
        return made;
    }
}
