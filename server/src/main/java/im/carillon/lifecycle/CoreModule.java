package im.carillon.lifecycle;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.config.ArchiveConfig;
import im.carillon.config.AuthenticationConfig;
import im.carillon.config.BoshConfig;
import im.carillon.config.CarillonConfig;
import im.carillon.config.HttpConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.config.PubsubConfig;
import im.carillon.config.RatesConfig;
import im.carillon.config.RoomsConfig;
import im.carillon.config.SessionConfig;
import im.carillon.config.StorageConfig;
import im.carillon.config.TlsConfig;
import im.carillon.config.UploadConfig;
import im.carillon.metrics.CoreMetrics;
import im.carillon.metrics.MetricSource;
import im.carillon.routing.Filters;
import im.carillon.routing.Hosts;
import im.carillon.routing.IqDispatcher;
import im.carillon.routing.OwnRequests;
import im.carillon.routing.Router;
import im.carillon.routing.Services;
import im.carillon.routing.StanzaCounts;
import im.carillon.session.SessionListener;
import im.carillon.session.SessionModule;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.BackgroundWork;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.IqHandler;
import im.carillon.spi.Service;
import im.carillon.spi.StanzaFilter;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamModule;
import im.carillon.timeline.TimelineModule;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/** Binds the configuration and the core; features add to its sets. */
public final class CoreModule extends AbstractModule {

    private final CarillonConfig config;

    public CoreModule(CarillonConfig config) {
        this.config = config;
    }

    @Override
    protected void configure() {
        bind(ArchiveConfig.class).toInstance(config.archive());
        bind(AuthenticationConfig.class).toInstance(config.authentication());
        bind(BoshConfig.class).toInstance(config.bosh());
        bind(HttpConfig.class).toInstance(config.http());
        bind(LimitsConfig.class).toInstance(config.limits());
        bind(RatesConfig.class).toInstance(config.rates());
        bind(PubsubConfig.class).toInstance(config.pubsub());
        bind(RoomsConfig.class).toInstance(config.rooms());
        bind(SessionConfig.class).toInstance(config.session());
        bind(StorageConfig.class).toInstance(config.storage());
        bind(UploadConfig.class).toInstance(config.upload());
        bind(TlsConfig.class).toInstance(config.tls());
        bind(Hosts.class).toInstance(new Hosts(config.hosts()));
        bind(InstantSource.class).toInstance(Clock.systemUTC());
        bind(SecureRandom.class).toInstance(new SecureRandom());
        bind(Database.class);
        bind(SessionRegistry.class);
        install(new SessionModule());
        bind(Filters.class);
        bind(IqDispatcher.class);
        bind(Services.class);
        bind(StanzaCounts.class);
        bind(OwnRequests.class);
        bind(Router.class);
        install(new TimelineModule());
        bind(StoredXml.class);
        install(new StreamModule());
        Multibinder.newSetBinder(binder(), IqHandler.class);
        Multibinder.newSetBinder(binder(), StanzaFilter.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class);
        Multibinder.newSetBinder(binder(), SessionListener.class);
        Multibinder.newSetBinder(binder(), Service.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class);
        Multibinder.newSetBinder(binder(), BackgroundWork.class);
        Multibinder.newSetBinder(binder(), HttpEndpoint.class);
        Multibinder.newSetBinder(binder(), NetworkListener.class);
        bind(CoreMetrics.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(CoreMetrics.class);
    }

    @Provides
    @Singleton
    CarillonConfig config() {
        return config;
    }
}
