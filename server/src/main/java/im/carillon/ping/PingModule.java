package im.carillon.ping;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.IqHandler;

/** Binds the answer to pings. */
public final class PingModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(PingHandler.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(PingHandler.class);
    }
}
