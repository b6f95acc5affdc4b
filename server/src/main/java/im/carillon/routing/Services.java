package im.carillon.routing;

import com.google.common.base.Suppliers;
import im.carillon.config.HostConfig;
import im.carillon.spi.Service;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The services below the hosts, by subdomain. */
@Singleton
public final class Services {

    private final Supplier<Set<Service>> services;
    private final Hosts hosts;

    @Inject
    public Services(Provider<Set<Service>> services, Hosts hosts) {
        // services need the router, which needs this; a provider is too slow to be asked for each stanza
        this.services = Suppliers.memoize(services::get);
        this.hosts = hosts;
    }

    public Optional<Service> find(String domain) {
        for (HostConfig host : hosts.all()) {
            for (Service service : services.get()) {
                if (domain.equals(service.label() + '.' + host.name())) {
                    return Optional.of(service);
                }
            }
        }
        return Optional.empty();
    }
}
