package im.carillon.pubsub.service;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.pubsub.HomeSource;
import im.carillon.session.PresenceListener;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.Service;

/** Binds the service. */
public final class ServiceModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ServiceHomes.class);
        Multibinder.newSetBinder(binder(), HomeSource.class).addBinding().to(ServiceHomes.class);
        bind(ServiceDiscovery.class);
        bind(PendingCommand.class);
        bind(PubsubService.class);
        bind(NewestForSubscribers.class);
        Multibinder.newSetBinder(binder(), PresenceListener.class).addBinding().to(NewestForSubscribers.class);
        Multibinder.newSetBinder(binder(), Service.class).addBinding().to(PubsubService.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(ServiceDiscovery.class);
    }
}
