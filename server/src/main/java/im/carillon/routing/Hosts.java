package im.carillon.routing;

import im.carillon.config.HostConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The virtual hosts; a reload of the configuration replaces them. */
@Singleton
public final class Hosts {

    private volatile List<HostConfig> hosts;

    @Inject
    public Hosts(List<HostConfig> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    public void replace(Collection<HostConfig> configured) {
        hosts = List.copyOf(configured);
    }

    public Optional<HostConfig> find(String domain) {
        for (HostConfig host : hosts) {
            if (host.name().equals(domain)) {
                return Optional.of(host);
            }
        }
        return Optional.empty();
    }

    public boolean isLocal(String domain) {
        List<HostConfig> known = hosts;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).name().equals(domain)) {
                return true;
            }
        }
        return false;
    }

    public List<HostConfig> all() {
        return hosts;
    }
}
