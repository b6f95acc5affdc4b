package im.carillon.stream;

import im.carillon.config.LimitsConfig;
import im.carillon.sasl.Network;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections each address has open. An IPv6 network of 64 bits counts as one address,
 * since one customer has all of it; addresses of this machine are not counted, since proxies connect
 * from there. Safe for use by several threads.
 */
@Singleton
public final class ConnectionCounts {

    private final ConcurrentHashMap<Network, Integer> open = new ConcurrentHashMap<>();
    private final int most;

    @Inject
    public ConnectionCounts(LimitsConfig limits) {
        most = limits.connectionsPerAddress();
    }

    /** @return whether there may be one more; then {@link #closed} has to follow some day */
    public boolean opened(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return true;
        }
        int now = open.merge(Network.of(address), 1, Integer::sum);
        if (now > most) {
            closed(address);
            return false;
        }
        return true;
    }

    public void closed(InetAddress address) {
        if (!address.isLoopbackAddress()) {
            open.computeIfPresent(Network.of(address), (network, count) -> count > 1 ? count - 1 : null);
        }
    }
}
