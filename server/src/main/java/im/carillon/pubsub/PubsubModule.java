package im.carillon.pubsub;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import im.carillon.command.CommandSource;
import im.carillon.config.PubsubConfig;
import im.carillon.pubsub.request.RequestModule;
import im.carillon.pubsub.service.ServiceModule;
import im.carillon.pubsub.store.StoreModule;

/** Binds publish-subscribe: what the service and the nodes of accounts share, and the service. */
public final class PubsubModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Online.class);
        bind(Standings.class);
        bind(Notifier.class);
        bind(Listeners.class);
        Multibinder.newSetBinder(binder(), NodeListener.class);
        bind(NodeDiscovery.class);
        bind(PubsubCommands.class);
        CommandSource.binder(binder()).addBinding().to(PubsubCommands.class);
        install(new StoreModule());
        install(new RequestModule());
        install(new ServiceModule());
    }

    @Provides
    @Singleton
    PubsubLimits limits(PubsubConfig config) {
        return PubsubLimits.of(config);
    }
}
