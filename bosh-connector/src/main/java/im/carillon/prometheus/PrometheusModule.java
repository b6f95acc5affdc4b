package im.carillon.prometheus;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.HttpEndpoint;

/** Binds the metrics. */
public final class PrometheusModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Registry.class);
        bind(MetricsEndpoint.class);
        Multibinder.newSetBinder(binder(), HttpEndpoint.class).addBinding().to(MetricsEndpoint.class);
    }
}
