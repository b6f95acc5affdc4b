package im.carillon.limits;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.stream.StreamFeature;

/** Binds the announcement of a stream's limits. */
public final class LimitsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(LimitsFeature.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class).addBinding().to(LimitsFeature.class);
    }
}
