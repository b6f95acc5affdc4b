package im.carillon.pubsub.service;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.Service;

/** Binds the service. */
public final class ServiceModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ServiceDiscovery.class);
        bind(PubsubService.class);
        Multibinder.newSetBinder(binder(), Service.class).addBinding().to(PubsubService.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(ServiceDiscovery.class);
    }
}
