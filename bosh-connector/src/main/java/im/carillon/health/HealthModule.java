package im.carillon.health;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.HttpEndpoint;

/** Binds the health checks. */
public final class HealthModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(HealthEndpoint.class);
        bind(ReadyEndpoint.class);
        Multibinder<HttpEndpoint> endpoints = Multibinder.newSetBinder(binder(), HttpEndpoint.class);
        endpoints.addBinding().to(HealthEndpoint.class);
        endpoints.addBinding().to(ReadyEndpoint.class);
    }
}
