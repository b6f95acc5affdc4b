package im.carillon.message.carbons;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.stream.sasl2.BindFeature;

/** Binds Message Carbons. */
public final class CarbonsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SentLately.class);
        bind(Carbons.class);
        bind(CarbonsHandler.class);
        bind(CarbonsDiscovery.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(CarbonsHandler.class);
        Multibinder.newSetBinder(binder(), BindFeature.class).addBinding().to(CarbonsHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(CarbonsDiscovery.class);
    }
}
