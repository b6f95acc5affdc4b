package im.carillon.disco;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.stream.StreamFeature;

/** Binds service discovery and the server's own capabilities. */
public final class DiscoModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(InfoHandler.class);
        bind(ItemsHandler.class);
        bind(CapabilitiesFeature.class);
        bind(EntityInfo.class);
        bind(Capabilities.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class);
        Multibinder<IqHandler> handlers = Multibinder.newSetBinder(binder(), IqHandler.class);
        handlers.addBinding().to(InfoHandler.class);
        handlers.addBinding().to(ItemsHandler.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class).addBinding().to(CapabilitiesFeature.class);
    }
}
