package im.carillon.inband;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.metrics.MetricSource;
import im.carillon.session.SessionListener;
import im.carillon.spi.StanzaFilter;

/** Binds what holds in-band bytestreams to the speed of their recipients. */
public final class InBandModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Senders.class);
        bind(InBandRoom.class);
        bind(InBandMetrics.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(Senders.class);
        Multibinder.newSetBinder(binder(), StanzaFilter.class).addBinding().to(InBandRoom.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(InBandMetrics.class);
    }
}
