package im.carillon.routing;

import im.carillon.config.HostConfig;
import im.carillon.spi.Service;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** The services below the hosts, by subdomain. */
@Singleton
public final class Services {

    private final Set<Service> services;
    private final Hosts hosts;

    @Inject
    public Services(Set<Service> services, Hosts hosts) {
        this.services = services;
        this.hosts = hosts;
    }

    public Optional<Service> find(String domain) {
        for (HostConfig host : hosts.all()) {
            for (Service service : services) {
                if (domain.equals(service.label() + '.' + host.name())) {
                    return Optional.of(service);
                }
            }
        }
        return Optional.empty();
    }
}
