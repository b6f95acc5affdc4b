package im.carillon.health;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.HttpEndpoint;

/** Binds the health checks. */
public final class HealthModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(HealthEndpoint.class);
        Multibinder.newSetBinder(binder(), HttpEndpoint.class).addBinding().to(HealthEndpoint.class);
    }
}
