package im.carillon.bytestreams;

import im.carillon.config.LimitsConfig;
import im.carillon.stream.ConnectionCounts;
import im.carillon.transport.relay.Relay;
import java.net.InetAddress;

/** As many connections to the proxy from one address as to the server itself, counted apart. */
final class AddressCounts implements Relay.Doorkeeper {

    private final ConnectionCounts counts;

    AddressCounts(LimitsConfig limits) {
        counts = new ConnectionCounts(limits);
    }

    @Override
    public boolean entered(InetAddress address) {
        return counts.opened(address);
    }

    @Override
    public void left(InetAddress address) {
        counts.closed(address);
    }
}
